"""A person sees who looked, takes the data away, and a program reads what it may."""

from __future__ import annotations

import asyncio
import base64
import io
import time
import zipfile

import orjson
import pytest
from playwright.async_api import Browser as Chromium

from deploy.local.browser import Browser
from deploy.local.system import System
from deploy.local.walk.officer import Account, Officer
from deploy.local.walk.resident import expect
from tests.journeys.eye import Eye
from tests.journeys.walked import verified_walk

pytestmark = pytest.mark.journey

RESIDENTS_PAGES = ("/akun/data-saya", "/akun/data-saya/jejak", "/akun/data-saya/hapus")
MINISTRYS_PAGES = ("/klien", "/klien/baru", "/petugas/jejak")
WITHIN = 5.0


async def test_who_looked_is_told_within_seconds_and_data_go_along(
    system: System, accounts: list[Account], chromium: Chromium
) -> None:
    async with verified_walk(system, accounts, "jejak") as (walk, who):
        await walk._stay_in_bantul()
        bantul = walk.officer("34.02").account.nama
        began = time.monotonic()
        page = await who.browser.open("/akun/data-saya/jejak")
        while "Membuka data permohonan" not in page.text:
            assert time.monotonic() < began + WITHIN, page.text
            await asyncio.sleep(0.1)
            page = await who.browser.open("/akun/data-saya/jejak")
        expect(page, 200, bantul, "Menyetujui", "Kabupaten Klaten", "Memeriksa akun")
        async with who.browser.session.get(f"{system.url}/akun/data-saya/unduh") as got:
            archive = zipfile.ZipFile(io.BytesIO(await got.read()))
        assert orjson.loads(archive.read("akun.json"))["akun"]["nik"] == who.person.nik
        async with who.browser.session.get(f"{system.url}/permohonan/data-saya.json") as got:
            assert "Kost Melati" in await got.text()
        page = await who.browser.open("/akun/data-saya/hapus")
        refused = await who.browser.submit(page, "/akun/data-saya/hapus", ketik="HAPUS")
        expect(refused, 409, "Masa tinggal Anda masih berjalan.")
        ministry = walk.officer("")
        await _program_reads_the_recap(system, ministry)
        await _every_page_is_well(system, chromium, who.browser, RESIDENTS_PAGES)
        await _every_page_is_well(system, chromium, ministry.browser, MINISTRYS_PAGES)


async def _program_reads_the_recap(system: System, ministry: Officer) -> None:
    form = await ministry.browser.open("/klien/baru")
    asked = {"nama": "Dasbor Uji", "tujuan": "Menampilkan rekap", "wilayah": "34.02"}
    expect(await ministry.browser.submit(form, "/klien", **asked), 422, "Pilih yang boleh dibaca.")
    made = await ministry.browser.submit(form, "/klien", **asked, lingkup="rekap:baca")
    expect(made, 201, "client_secret")
    words = made.text.split()
    client_id, secret = (words[words.index(name) + 1] for name in ("client_id", "client_secret"))
    basic = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    api, session = f"{system.url}/api/v1", Browser(system.url).session
    async with session:
        grant = {"grant_type": "client_credentials"}
        headers = {"Authorization": f"Basic {basic}"}
        async with session.post(
            f"{api}/identity/oauth/token", data=grant, headers=headers
        ) as answer:
            token = (await answer.json())["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        recap = f"{api}/reporting/rekap"
        async with session.get(f"{recap}/34.02", headers=headers) as answer:
            assert (await answer.json())["jumlah"] >= 3
        async with session.get(f"{recap}/33.10", headers=headers) as answer:
            assert answer.status == 403
        page = await ministry.browser.open(f"/klien/{client_id}")
        expect(await ministry.browser.submit(page, "/cabut"), 200, "Dicabut")
        began = time.monotonic()
        while True:
            async with session.get(f"{recap}/34.02", headers=headers) as answer:
                if answer.status == 401:
                    break
            assert time.monotonic() < began + WITHIN
            await asyncio.sleep(0.02)


async def _every_page_is_well(
    system: System, chromium: Chromium, browser: Browser, paths: tuple[str, ...]
) -> None:
    eye = Eye()
    # A button that still fades between two themes has the contrast of neither.
    context = await chromium.new_context(base_url=system.url, reduced_motion="reduce")
    kept = [
        {"name": each.key, "value": each.value, "url": system.url.replace("http:", "https:")}
        for each in browser.session.cookie_jar
    ]
    await context.add_cookies(kept)  # type: ignore[arg-type]
    eye.watch(context)
    page = await context.new_page()
    for path in paths:
        answer = await page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        await eye.look(page, path)
    await context.close()
    eye.check()
