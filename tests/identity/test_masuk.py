"""The pages of logging in and out, for residents and officers."""

from __future__ import annotations

import re
import time
from typing import Any

import pyotp

from shared.sesi.token import Verifier
from shared.web.keys import SESSION_COOKIE
from tests.identity.conftest import LOCAL_ANSWER, SANDI, Browser, Officer, Resident


async def logs_in(browser: Browser, email: str, sandi: str = SANDI) -> None:
    await browser.get("/masuk")
    await browser.post(
        "/masuk", email=email, sandi=sandi, kembali="",
        captcha_id=browser.field("captcha_id"), captcha=LOCAL_ANSWER,
    )  # fmt: skip


async def test_a_resident_lands_on_the_status_and_leaves(
    browser: Browser, resident: Resident, servers: Any
) -> None:
    await logs_in(browser, resident.email)
    assert (browser.status, browser.location) == (303, "/akun/status")
    page = await browser.get("/akun/status")
    assert "Konfirmasi email Anda" in page
    assert resident.email in page
    assert "3310" not in await browser.get("/akun/status")
    profile = await browser.get("/akun")
    assert "•••• 9" in profile
    token = browser.cookies[SESSION_COOKIE]
    await browser.post("/keluar")
    assert SESSION_COOKIE not in browser.cookies
    browser.cookies[SESSION_COOKIE] = token
    await browser.get("/akun")
    assert browser.location.startswith("/masuk?kembali=")


async def test_a_wrong_password_keeps_the_address_and_asks_for_a_new_code(
    browser: Browser, resident: Resident
) -> None:
    await logs_in(browser, resident.email, "salah")
    assert browser.status == 422
    assert browser.text.count("Email atau kata sandi salah.") == 2
    assert browser.field("email") == resident.email
    assert "salah" not in browser.field("sandi")
    assert "/captcha/" in browser.text


async def test_a_known_browser_is_spared_the_captcha(browser: Browser, resident: Resident) -> None:
    await logs_in(browser, resident.email)
    await browser.get("/akun")
    await browser.post("/keluar")
    page = await browser.get("/masuk")
    assert "/captcha/" not in page
    await logs_in(browser, resident.email)
    assert browser.location == "/akun/status"


async def test_sessions_are_listed_and_ended(
    browser: Browser, new_browser: Any, resident: Resident
) -> None:
    other = new_browser()
    await logs_in(other, resident.email)
    await logs_in(browser, resident.email)
    page = await browser.get("/akun/sesi")
    assert page.count("Perangkat ini") == 1
    found = re.search(r'action="(/akun/sesi/[^"]+/keluarkan)"', page)
    assert found
    await browser.post(found.group(1))
    await other.get("/akun")
    assert other.status == 303
    await browser.get("/akun")
    assert browser.status == 200


async def test_renewal_leads_back_or_to_the_right_door(
    browser: Browser, resident: Resident, migrated: Any
) -> None:
    await logs_in(browser, resident.email)
    await browser.get("/sesi/perpanjang?kembali=/permohonan")
    assert browser.location == "/permohonan"
    key = migrated.settings("identity").session_public_key
    assert Verifier(key).principal(browser.cookies[SESSION_COOKIE]) is not None
    await browser.get("/sesi/perpanjang?kembali=https://jahat.contoh.id")
    assert browser.location == "/beranda"
    browser.cookies.clear()
    await browser.get("/sesi/perpanjang?kembali=/verifikasi")
    assert browser.location == "/petugas/masuk?kembali=%2Fverifikasi"


async def test_an_officer_logs_in_in_two_steps(browser: Browser, officer: Officer) -> None:
    await browser.get("/petugas/masuk?kembali=/verifikasi/tugas")
    await browser.post(
        "/petugas/masuk", email=officer.email, sandi=SANDI, kembali="/verifikasi/tugas"
    )
    assert browser.location.startswith("/petugas/kode")
    await browser.get(browser.location)
    await browser.post("/petugas/kode", kode="000000", kembali="/verifikasi/tugas")
    assert browser.status == 422
    assert "Kode tidak cocok." in browser.text
    code = pyotp.TOTP(officer.secret).at(for_time=int(time.time()))
    await browser.post("/petugas/kode", kode=code, kembali="/verifikasi/tugas")
    assert browser.location == "/verifikasi/tugas"
    await browser.get("/petugas")
    assert browser.location == "/verifikasi"
    await browser.get("/petugas/masuk")
    await browser.post("/keluar")
    assert browser.location == "/petugas/masuk"


async def test_the_code_page_needs_the_password_first(browser: Browser) -> None:
    await browser.get("/petugas/kode")
    assert browser.location == "/petugas/masuk"
    browser.cookies["__Host-langkah"] = "bm9uc2Vuc2U="
    await browser.get("/petugas/kode")
    assert browser.location == "/petugas/masuk"
