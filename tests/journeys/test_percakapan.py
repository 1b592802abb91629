"""A resident asks the office of origin and talks with that of destination; both answer."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from playwright.async_api import Browser, Page, expect

from deploy.local.system import System
from deploy.local.walk.mailbox import Mailbox
from shared.web.keys import SESSION_COOKIE
from tests.faults.load import REGISTRATION, _permohonan
from tests.faults.people import Registry, Resident
from tests.journeys.eye import HEIGHT, PHONE, Eye
from tests.journeys.forged import officer_at
from tests.journeys.people import press, until
from tests.registration.hostile import photo, plain

pytestmark = [pytest.mark.journey, pytest.mark.browser]


@asynccontextmanager
async def resident_at(
    system: System, chromium: Browser, eye: Eye, who: Resident, scripts: bool = False
) -> AsyncIterator[Page]:
    """Lend the page of a resident on a phone, without JavaScript if not asked for."""
    context = await chromium.new_context(
        base_url=system.url, reduced_motion="reduce", java_script_enabled=scripts,
        viewport={"width": PHONE, "height": HEIGHT},
    )  # fmt: skip
    token, site = who.bearer.removeprefix("Bearer "), system.url.replace("http:", "https:")
    await context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": site}])
    eye.watch(context)
    yield await context.new_page()
    await context.close()


async def handed_in(system: System, who: Resident) -> tuple[str, str]:
    """Hand in a permohonan for Bantul and return its id and number."""
    headers = {"Authorization": who.bearer, "Idempotency-Key": str(uuid.uuid4())}
    body = _permohonan(0) | {"kode_wilayah": "34.02.15.2004", "pengikut": []}
    async with (
        aiohttp.ClientSession() as client,
        client.post(system.url + REGISTRATION, json=body, headers=headers) as answer,
    ):
        told = await answer.json()
        assert answer.status == 201, told
        return told["permohonan_id"], told["nobukti"]


async def test_both_sides_write_and_are_told(system: System, chromium: Browser, eye: Eye) -> None:
    (siti,) = await Registry(system.servers).verified_residents(1)
    async with (
        resident_at(system, chromium, eye, siti) as page,
        officer_at(system, chromium, eye, "petugas", "33.10") as klaten,
        officer_at(system, chromium, eye, "petugas", "34.02") as bantul,
    ):
        await until(page, "/konsultasi", "Belum ada konsultasi atau aduan")
        number = await _ask(page)
        await _answer(await klaten.new_page(), eye, number)
        mailbox = Mailbox(system.mail_url, "uji0@contoh.id")
        await mailbox.wait_for("Pesan Anda selesai dijawab", number)
        await _read(page, number)
        permohonan_id, nobukti = await handed_in(system, siti)
        await _talk(page, await bantul.new_page(), eye, permohonan_id, nobukti)
    async with resident_at(system, chromium, eye, siti, scripts=True) as page:
        await _every_page_is_well(page, eye, permohonan_id)
    eye.check()


async def _every_page_is_well(page: Page, eye: Eye, permohonan_id: str) -> None:
    stay = f"/permohonan/{permohonan_id}"
    for path in ("/konsultasi", stay, f"{stay}/diskusi"):
        await page.goto(path)
        await eye.look(page, path.replace(permohonan_id, "satu").replace("/", "-"))
    await page.goto("/konsultasi/baru")
    await press(page, "Kirim")
    await eye.look(page, "konsultasi-galat")
    await page.goto("/konsultasi")
    await page.get_by_role("link", name="NIK bermasalah").click()
    await eye.look(page, "konsultasi-satu")


async def _ask(page: Page) -> str:
    await press(page, "Tulis konsultasi atau aduan")
    await press(page, "Kirim")
    await expect(page.locator("main")).to_contain_text("Pilih topiknya.")
    await page.get_by_label("Konsultasi", exact=False).first.check()
    await page.select_option("#topik", "nik")
    await page.fill("#isi_pesan", "NIK saya dipakai orang lain.\nMohon diperiksa.")
    kk = {"name": "kk.pdf", "mimeType": "application/pdf", "buffer": plain()}
    await page.set_input_files("#berkas1", kk)  # type: ignore[arg-type]
    await press(page, "Kirim")
    await expect(page.locator("main")).to_contain_text("Jawaban paling lambat")
    return (await page.inner_text("h1")).split()[-1]


async def _answer(page: Page, eye: Eye, number: str) -> None:
    await until(page, "/pesan/kabar", f"Konsultasi baru {number}")
    await page.goto("/konsultasi-masuk")
    await eye.look(page, "konsultasi-masuk")
    await page.get_by_role("link", name=f"Konsultasi {number}").click()
    await press(page, "Ambil")
    await page.fill("#isi_pesan", "Cek dahulu ke pusat data.")
    await press(page, "Simpan catatan internal")
    await page.fill("#isi_pesan", "Sudah kami perbaiki.")
    await press(page, "Jawab dan tutup")
    await expect(page.locator("main")).to_contain_text("Dijawab dan ditutup.")
    await eye.look(page, "konsultasi-masuk-satu")


async def _read(page: Page, number: str) -> None:
    await page.goto("/konsultasi")
    await page.get_by_role("link", name="NIK bermasalah").click()
    await expect(page.locator("main")).to_contain_text("Sudah kami perbaiki.")
    await expect(page.locator("main")).not_to_contain_text("pusat data")
    await page.fill("#isi_pesan", "Di aplikasi bank masih salah.")
    await press(page, "Kirim dan buka lagi")
    await expect(page.locator("main")).to_contain_text("Menunggu jawaban kantor")
    await page.goto(page.url.partition("?")[0] + "?lang=en")
    await expect(page.locator("h1")).to_contain_text(f"Question {number}")
    await page.goto("/konsultasi?lang=id")


async def _talk(page: Page, officer: Page, eye: Eye, permohonan_id: str, nobukti: str) -> None:
    await page.goto(f"/permohonan/{permohonan_id}")
    await page.get_by_role("link", name="Buka diskusi permohonan ini").click()
    await page.fill("#isi_pesan", "Surat kerja saya susulkan.")
    card = {"name": "surat.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    await page.set_input_files("#berkas1", card)  # type: ignore[arg-type]
    await press(page, "Kirim")
    await until(officer, f"/verifikasi?q={nobukti}", nobukti)
    await (
        officer.locator(f"a[href*='/verifikasi/']:has-text('{nobukti}')")
        .or_(officer.locator(".np-antrean-kepala a").first)
        .first.click()
    )
    await expect(officer.locator("main")).to_contain_text("1 pesan belum dibaca")
    await expect(officer.locator("main")).to_contain_text("Surat kerja saya susulkan.")
    await eye.look(officer, "tugas-dengan-diskusi")
    task = officer.url
    await officer.get_by_role("link", name="Buka diskusi dan balas").click()
    await officer.fill("#isi_pesan", "Baik, kami tunggu.")
    await press(officer, "Kirim ke pemohon")
    await expect(officer.locator("main")).to_contain_text("Baik, kami tunggu.")
    await eye.look(officer, "diskusi-petugas")
    await press(officer, "Kembali")
    assert officer.url.partition("?")[0] == task.partition("?")[0]
    await until(page, "/pemberitahuan", f"Ada balasan tentang permohonan {nobukti}")
    await page.goto(f"/permohonan/{permohonan_id}/diskusi")
    await expect(page.locator("main")).to_contain_text("Baik, kami tunggu.")
