"""What offices read and write: news as it comes, words of letters, letters of notice."""

from __future__ import annotations

import asyncpg
import orjson
import pytest
from playwright.async_api import Browser, expect

from deploy.local.system import System
from shared.ids import uuid7
from tests.journeys.eye import Eye
from tests.journeys.forged import officer_at
from tests.journeys.people import press

pytestmark = pytest.mark.journey

PAGES = (
    "/pesan", "/pesan/akun_diterima", "/pesan/pengiriman", "/pesan/pengiriman?tab=semua",
    "/pesan/edaran", "/pesan/edaran/baru", "/pesan/kabar",
)  # fmt: skip
NEWS = """
INSERT INTO notifier.kabar (id, jenis, subjek_id, version, wilayah, peran, isian, tautan)
VALUES ($1, 'kasus_baru', $1, 1, '34.02', '{petugas,admin_kabupaten}', $2::text::jsonb,
        '/verifikasi')
"""
HINT = "INSERT INTO notifier.denyut (kepada) VALUES ('wilayah:34.02')"


async def test_news_comes_to_an_open_page_and_every_page_is_well(
    system: System, chromium: Browser
) -> None:
    eye = Eye()
    async with officer_at(system, chromium, eye, "admin_kabupaten", "34.02") as context:
        page = await context.new_page()
        await page.goto("/pesan/kabar")
        conn = await asyncpg.connect(system.servers.database_url("postgres"))
        try:
            isian = orjson.dumps({"nomor": "W00000123"}).decode()
            await conn.execute(NEWS, uuid7(), isian)
            await conn.execute(HINT)
        finally:
            await conn.close()
        badge = page.locator(".np-samping [data-kabar] .np-lencana")
        await expect(badge).to_contain_text("1", timeout=15_000)
        await page.goto("/pesan/kabar")
        await expect(page.locator("main")).to_contain_text("Kasus domisili ganda W00000123")
        await press(page, "Tandai semua dibaca")
        await expect(badge).to_have_count(0)
        for path in PAGES:
            answer = await page.goto(path)
            assert answer is not None
            assert answer.status == 200, path
            await eye.look(page, path)
    eye.check()


async def test_without_scripts_a_letter_of_notice_goes_to_a_camat_who_passes_it_on(
    system: System, chromium: Browser
) -> None:
    eye = Eye()
    async with officer_at(
        system, chromium, eye, "admin_kabupaten", "34.02", scripts=False
    ) as context:
        page = await context.new_page()
        await page.goto("/pesan/edaran/baru")
        await press(page, "Kirim surat")
        await expect(page.locator("main")).to_contain_text("Tulis judul 5 sampai 150 huruf.")
        await page.fill("#judul", "Pendataan semester dua")
        await page.fill("#isi_surat", "Mohon diteruskan kepada warga melalui ketua RT.")
        await page.fill("#wilayah", "34.02.08")
        pdf = {"name": "F.4-01.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 uji"}
        await page.set_input_files("#lampiran1", files=[pdf])  # type: ignore[list-item]
        await press(page, "Kirim surat")
        await expect(page.locator("main")).to_contain_text("Belum dibuka")
        sent = page.url
    async with officer_at(system, chromium, eye, "camat", "34.02.08", scripts=False) as context:
        page = await context.new_page()
        await page.goto("/pesan/kabar")
        await page.get_by_role("link", name="Surat pemberitahuan: Pendataan semester dua").click()
        assert page.url == sent
        await page.fill("#catatan", "Lurah dan ketua RT")
        await press(page, "Catat sudah diteruskan")
        await expect(page.locator("main")).to_contain_text("Lurah dan ketua RT")
    async with officer_at(system, chromium, eye, "admin_kabupaten", "34.02") as context:
        page = await context.new_page()
        await page.goto(sent)
        await expect(page.locator("main")).to_contain_text("Lurah dan ketua RT")
        await eye.look(page, "edaran-terkirim")
    eye.check()
