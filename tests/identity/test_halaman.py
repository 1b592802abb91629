"""Public pages, the page of the link, and the resident's status."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from aiohttp.test_utils import TestClient

from deploy.local.offices import OFFICES
from services.identity.akun import queries as akun
from services.identity.akun import reactions
from services.identity.instansi import actions as instansi
from services.identity.instansi import queries as offices
from services.identity.konfirmasi import queries as konfirmasi
from services.identity.konfirmasi import rules as tautan
from shared import clock
from shared.db import Database
from shared.web.keys import SESSION_COOKIE
from tests.identity.conftest import (
    Browser,
    new_akun,
    submitted_akun,
)
from tests.identity.test_akun import decided, opened

Client = TestClient[Any, Any]
JSON = {"Accept": "application/json"}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "Tiga langkah"), ("/bantuan", "Tidak bisa daring?"),
        ("/syarat", "Satu orang, satu akun"), ("/privasi", "27 Tahun 2022"),
        ("/aksesibilitas", "WCAG 2.2"), ("/keamanan", "judul “keamanan”"),
        ("/masuk", "Belum punya akun?"),
        ("/petugas/masuk", "Email dinas"), ("/konfirmasi-email/selesai", "Email terkonfirmasi"),
    ],
)  # fmt: skip
async def test_public_pages_stand(browser: Browser, path: str, words: str) -> None:
    page = await browser.get(path)
    assert browser.status == 200
    assert words in page
    assert page.count("<h1") == 1


async def test_theme_and_language_are_kept_in_cookies(browser: Browser) -> None:
    await browser.get("/")
    await browser.post("/tema", tema="dark", kembali="/bantuan")
    assert (browser.location, browser.cookies["tema"]) == ("/bantuan", "dark")
    assert 'data-bs-theme="dark"' in await browser.get("/")
    await browser.post("/bahasa", bahasa="en", kembali="//jahat.contoh.id")
    assert (browser.location, browser.cookies["bahasa"]) == ("/", "en")
    await browser.post("/tema", tema="")
    assert "tema" not in browser.cookies


async def test_only_the_button_confirms_an_address(browser: Browser, database: Database) -> None:
    akun_id = await new_akun(database)
    token = tautan.make_token()
    async with database.transaction() as conn:
        until = clock.now() + tautan.LIFETIME
        await konfirmasi.insert_konfirmasi(conn, tautan.hash_of(token), akun_id, until)
    path = tautan.path_of(token)
    assert "Ya, ini email saya" in await browser.get(path)
    assert "Ya, ini email saya" in await browser.get(path)
    await browser.post(path)
    assert browser.location == "/konfirmasi-email/selesai"
    assert "tidak berlaku lagi" in await browser.get(path)
    assert browser.status == 410
    async with database.connection() as conn:
        assert (await akun.get_akun(conn, akun_id)).status == "submitted"


def signed_in(browser: Browser, sign: Any, akun_id: UUID) -> Browser:
    browser.cookies[SESSION_COOKIE] = sign("penduduk", "", akun_id)
    return browser


async def test_the_status_tells_office_and_promised_day(
    browser: Browser, database: Database, sign: Any
) -> None:
    akun_id = await submitted_akun(database)
    async with database.transaction() as conn:
        for office in OFFICES:
            state = await offices.find_keadaan(conn, office.kode_kantor)
            await instansi.save_instansi(conn, office, state.version)
        await reactions.on_tugas_opened(conn, opened(akun_id))
    page = await signed_in(browser, sign, akun_id).get("/akun/status")
    assert "Akun menunggu pemeriksaan" in page
    assert "Jawaban paling lambat" in page
    assert "Disdukcapil Kabupaten Klaten" in page
    assert "Senin–Jumat, 08.00–15.00 WIB" in page


async def test_the_status_shows_the_officers_note(
    browser: Browser, database: Database, sign: Any
) -> None:
    akun_id = await submitted_akun(database)
    async with database.transaction() as conn:
        await reactions.on_keputusan_made(conn, decided(akun_id, "rejected", "Swafoto <buram>."))
    page = await signed_in(browser, sign, akun_id).get("/akun/status")
    assert "Data akun tidak valid" in page
    assert "Swafoto &lt;buram&gt;." in page


async def test_an_approved_resident_is_led_home(
    browser: Browser, database: Database, sign: Any
) -> None:
    akun_id = await submitted_akun(database)
    async with database.transaction() as conn:
        await reactions.on_keputusan_made(conn, decided(akun_id, "approved"))
    page = await signed_in(browser, sign, akun_id).get("/akun/status")
    assert "Akun Anda aktif" in page
    assert 'href="/beranda"' in page
