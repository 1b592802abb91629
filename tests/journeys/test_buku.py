"""A stay opens: the village's book, the lurah's approval, the origin's list, the figures."""

from __future__ import annotations

import base64
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from playwright.async_api import Browser as Chromium
from playwright.async_api import Page, expect

from deploy.local.system import System
from shared import clock
from shared.bus import outbox
from shared.events import envelope
from shared.sesi import token
from tests.faults.people import principal
from tests.journeys.eye import DESKTOP, HEIGHT, Eye
from tests.journeys.people import press, until
from tests.verification.stays import stay_opened

pytestmark = [pytest.mark.journey, pytest.mark.browser]

DESA = "34.02.15.2003"


async def open_stay(system: System, *names: str) -> None:
    """Let registration tell of a stay that opened today."""
    ring = system.servers.environment("registration")["BUS_KEYS"].split(":", 1)
    envelope.use({ring[0]: base64.b64decode(ring[1])})
    conn = await asyncpg.connect(system.servers.database_url("registration"))
    try:
        async with conn.transaction():
            stay = stay_opened(names, tujuan=DESA, mulai=clock.today_in("Asia/Jakarta"))
            await outbox.emit(conn, stay)
    finally:
        await conn.close()


async def enter(
    system: System, chromium: Chromium, eye: Eye, peran: str, wilayah: str, *, plain: bool = False
) -> Page:
    """Open a browser in which somebody in this role is logged in."""
    context = await chromium.new_context(
        base_url=system.url, viewport={"width": DESKTOP, "height": HEIGHT},
        reduced_motion="reduce", locale="id-ID", java_script_enabled=not plain,
    )  # fmt: skip
    secrets = system.servers.secrets
    pair = secrets.session_private_key, secrets.session_public_key
    key = token.private_key(*(base64.b64decode(half) for half in pair))
    session = token.sign(principal(peran, wilayah, uuid4(), f"{peran.title()} Uji"), key)
    kept: Any = {
        "name": "__Host-sesi", "value": session, "url": system.url.replace("http:", "https:"),
    }  # fmt: skip
    await context.add_cookies([kept])
    context.set_default_timeout(15_000)
    eye.watch(context)
    return await context.new_page()


async def test_a_stay_is_in_the_book_approved_corrected_and_seen_by_its_origin(
    system: System, chromium: Chromium, eye: Eye
) -> None:
    await open_stay(system, "Sari Rekaan", "Joko Rekaan")
    desa = await enter(system, chromium, eye, "petugas_desa", DESA)
    year = clock.today_in("Asia/Jakarta").year
    await until(desa, f"/buku-registrasi/{year}", "Sari Rekaan", "Joko Rekaan")
    await eye.look(desa, "buku-halaman")
    await desa.goto("/buku-registrasi")
    await eye.look(desa, "buku-daftar")
    await desa.goto(f"/buku-registrasi/{year}/cetak")
    await eye.look(desa, "buku-cetak")
    await desa.goto(f"/buku-registrasi/{year}")
    await press(desa, "Sari Rekaan")
    await press(desa, "Tulis pembetulan")
    await eye.look(desa, "buku-baris-galat")
    await desa.fill("#nama", "Sari Rekaan Wati")
    await desa.fill("#keterangan", "Nama lengkap menurut KTP-el")
    await press(desa, "Tulis pembetulan")
    await expect(desa.get_by_text("Membetulkan nomor")).to_be_visible()
    await eye.look(desa, "buku-baris")
    await approve(system, chromium, eye)
    await origin_and_figures(system, chromium, eye)
    eye.check()


async def approve(system: System, chromium: Chromium, eye: Eye) -> None:
    """Without JavaScript: nothing chosen is refused, one chosen is approved."""
    lurah = await enter(system, chromium, eye, "lurah", DESA, plain=True)
    await lurah.goto("/buku-registrasi/tanda-tangan")
    await press(lurah, "Setujui yang dipilih")
    await expect(lurah.get_by_role("alert")).to_contain_text("Pilih baris")
    await lurah.get_by_label("Pilih Joko Rekaan").first.check()
    await press(lurah, "Setujui yang dipilih")
    await expect(lurah.get_by_text("1 baris disetujui.")).to_be_visible()
    clicking = await enter(system, chromium, eye, "lurah", DESA)
    await clicking.goto("/buku-registrasi/tanda-tangan")
    await eye.look(clicking, "buku-tanda-tangan")
    await press(clicking, "Sari Rekaan")
    await eye.look(clicking, "buku-baris-lurah")
    await press(clicking, "Setujui baris ini")
    await expect(clicking.get_by_text("1 baris disetujui.")).to_be_visible()


async def origin_and_figures(system: System, chromium: Chromium, eye: Eye) -> None:
    """Klaten sees its residents; a supervisor and the Ministry see the figures."""
    klaten = await enter(system, chromium, eye, "petugas", "33.10")
    await until(klaten, "/verifikasi/asal?keadaan=tinggal", "Sari Rekaan", "Bantul")
    await eye.look(klaten, "asal")
    boss = await enter(system, chromium, eye, "supervisor", "34.02")
    await boss.goto("/verifikasi/kinerja")
    await expect(boss.get_by_role("heading", name="Kinerja verifikasi")).to_be_visible()
    await eye.look(boss, "kinerja-kantor")
    ministry = await enter(system, chromium, eye, "petugas_kementerian", "")
    await ministry.goto("/verifikasi/kinerja?hari=7")
    await eye.look(ministry, "kinerja-nasional")
    await ministry.get_by_role("link", name="DI Yogyakarta").click()
    await expect(ministry.get_by_text("Wilayah di atasnya")).to_be_visible()
