"""The Ministry lets a system in; with only what it was given the system hears its area's events."""

from __future__ import annotations

import asyncio
import importlib.util
import json

import aio_pika
import asyncpg
import pytest
from playwright.async_api import Browser, Page, expect

from deploy.local.system import System
from shared.events.envelope import to_row
from shared.events.registration import PermohonanApproved
from shared.ids import uuid7
from tests.house.tree import ROOT
from tests.journeys.eye import Eye
from tests.journeys.forged import officer_at
from tests.journeys.people import press
from tests.notifier.facts import about_permohonan

pytestmark = pytest.mark.journey

KIND = "registration.permohonan.approved.v1"
PUBLIC = ("/integrasi", f"/integrasi/peristiwa/{KIND}")
WITHIN = 30
GIVEN_UP = """
INSERT INTO notifier.webhook_kiriman (webhook_id, peristiwa, event_id, type, hasil, status, ms)
VALUES ($1::uuid, 1, $2, 'registration.permohonan.approved.v1', 'dead', 503, 12)
"""


async def test_a_system_is_let_in_hears_and_is_shut_out(system: System, chromium: Browser) -> None:
    eye = Eye()
    async with officer_at(system, chromium, eye, "petugas_kementerian", "") as context:
        page = await context.new_page()
        await page.goto("/integrasi/langganan/baru")
        await eye.look(page, "langganan-baru")
        await press(page, "Buat langganan")
        await expect(page.locator("main")).to_contain_text("Pilih peristiwa yang boleh diterima.")
        await eye.look(page, "langganan-galat")
        await _fill(page, "#tujuan", "Menguji langganan dari luar")
        await press(page, "Buat langganan")
        await expect(page.locator("main")).to_contain_text("Rahasia ini hanya tampil sekali.")
        await eye.look(page, "langganan-rahasia")
        given = await page.locator("dl.np-daftar dd").all_inner_texts()
        await _hears(system, *given[:4])
        await page.goto("/integrasi/langganan")
        await page.get_by_role("link", name="Kelola").first.click()
        await eye.look(page, "langganan-satu")
        await press(page, "Cabut langganan")
        await expect(page.locator("main")).to_contain_text("Dicabut")
        with pytest.raises(aio_pika.exceptions.AMQPError):
            await _hears(system, *given[:4])
        for path in PUBLIC:
            await page.goto(path)
            await eye.look(page, path)
    eye.check()


async def test_every_page_of_a_webhook_is_well(system: System, chromium: Browser) -> None:
    eye = Eye()
    async with officer_at(system, chromium, eye, "petugas_kementerian", "") as context:
        page = await context.new_page()
        await page.goto("/integrasi/webhook/baru")
        await press(page, "Buat webhook")
        await eye.look(page, "webhook-galat")
        await _fill(page, "#url", "http://127.0.0.1:9/terima")
        await press(page, "Buat webhook")
        await expect(page.locator("main")).to_contain_text("whsec_")
        await eye.look(page, "webhook-rahasia")
        await page.get_by_role("link", name="Sudah saya salin").click()
        await press(page, "Kirim pesan uji")
        await expect(page.locator("main")).to_contain_text("ConnectionRefusedError")
        conn = await asyncpg.connect(system.servers.database_url("postgres"))
        try:
            await conn.execute(GIVEN_UP, page.url.rpartition("/")[2], uuid7())
        finally:
            await conn.close()
        await page.reload()
        await expect(page.get_by_role("button", name="Kirim lagi")).to_be_visible()
        await eye.look(page, "webhook-satu")
        await page.goto("/integrasi/webhook")
        await eye.look(page, "webhook-daftar")
        await page.get_by_role("link", name="Kelola Sistem Luar").click()
        await press(page, "Cabut webhook")
    eye.check()


async def test_a_webhook_is_kept_paused_and_revoked_without_scripts(
    system: System, chromium: Browser
) -> None:
    eye = Eye()
    async with officer_at(
        system, chromium, eye, "petugas_kementerian", "", scripts=False
    ) as context:
        page = await context.new_page()
        await page.goto("/integrasi/webhook/baru")
        await _fill(page, "#url", "https://10.0.0.1/terima")
        await press(page, "Buat webhook")
        await expect(page.locator("main")).to_contain_text("Tulis alamat lengkap")
        await page.fill("#url", "http://127.0.0.1:9/terima")
        await press(page, "Buat webhook")
        await expect(page.locator("main")).to_contain_text("whsec_")
        await page.get_by_role("link", name="Sudah saya salin").click()
        await press(page, "Kirim pesan uji")
        await expect(page.locator("main")).to_contain_text("ConnectionRefusedError")
        await press(page, "Jeda")
        await expect(page.locator("main")).to_contain_text("Dijeda")
        await press(page, "Cabut webhook")
        await expect(page.locator("main")).not_to_contain_text("Sistem Luar")
    eye.check()


async def _fill(page: Page, selector: str, text: str) -> None:
    await page.fill("#nama", "Sistem Luar")
    await page.fill(selector, text)
    await page.fill("#wilayah", "34.02")
    await page.check(f'input[value="{KIND}"]')


async def _hears(system: System, alamat: str, pengguna: str, rahasia: str, antrean: str) -> None:
    spec = importlib.util.spec_from_file_location("contoh", ROOT / "docs/contoh/langganan.py")
    assert spec is not None
    assert spec.loader is not None
    contoh = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(contoh)
    langganan = contoh.Langganan(alamat, pengguna, rahasia, antrean)
    async with await aio_pika.connect(langganan.url):
        pass
    got: asyncio.Queue[str] = asyncio.Queue()

    async def terima(peristiwa: dict[str, str]) -> None:
        await got.put(peristiwa["id"])

    listening = asyncio.create_task(langganan.dengarkan(terima))
    told = await _tell(system)
    try:
        async with asyncio.timeout(WITHIN):
            while await got.get() != told:
                pass
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


async def _tell(system: System) -> str:
    """Tell an event as registration would that only outside systems hear: its akun is nobody's."""
    row = to_row(about_permohonan(PermohonanApproved, uuid7()))
    async with await aio_pika.connect(system.servers.broker_url("operator")) as connection:
        channel = await connection.channel()
        exchange = await channel.get_exchange("events", ensure=False)
        message = aio_pika.Message(row.body, message_id=str(row.event_id), type=row.type)
        await exchange.publish(message, routing_key=row.routing_key)
    return str(json.loads(row.body)["id"])
