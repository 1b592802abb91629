"""An officer is invited, works, and is ended: no service lets him in any more."""

from __future__ import annotations

import re
import secrets
import time
from typing import Any

import pyotp
import pytest
from playwright.async_api import Browser as Chromium

from deploy.local.browser import Browser
from deploy.local.system import System
from deploy.local.walk.mailbox import Mailbox
from deploy.local.walk.officer import Account, Officer
from deploy.local.walk.resident import expect
from tests.journeys.eye import DESKTOP, HEIGHT, Eye
from tests.journeys.people import Officer as Clicking

pytestmark = pytest.mark.journey

SANDI = "Perahu-Layar 88 Hijau"
LINK = re.compile(r"https?://\S+(/petugas/undangan/[^\s\"<>]+)")
SECRET = re.compile(r"Ketik kunci ini di aplikasi:\s*((?:[A-Z2-7]{4}\s?){8})")
DOORS = ("/petugas/peran", "/verifikasi", "/rekap/34.02")
# How soon it is, `make security` measures (S7).
WITHIN = 5.0


async def test_an_ended_officer_is_out_of_every_service(
    system: System, accounts: list[Account]
) -> None:
    site = system.settings.url
    admin = _account(accounts, "admin_kabupaten", "34.02")
    email = f"rahma.{secrets.token_hex(4)}@contoh.id"
    async with Browser(site) as boss, Browser(site) as guest:
        await _log_in(boss, admin)
        page = await boss.open("/pengguna/undang?peran=petugas")
        page = await boss.submit(
            page, "/pengguna/undang", nama="Rahma Rekaan", email=email, wilayah="34.02"
        )
        expect(page, 200, "Undangan sudah dikirim")
        mail = await Mailbox(system.settings.mail_url, email).wait_for("Undangan menjadi petugas")
        found = LINK.search(mail.text)
        assert found
        secret = await _accept(guest, found.group(1))
        await _log_in(guest, Account("petugas", "34.02", "Rahma Rekaan", email, SANDI, secret))
        for door in DOORS:
            expect(await guest.open(door), 200)
        page = await boss.open("/pengguna?q=Rahma")
        path = next(link for link in page.links if re.fullmatch(r"/pengguna/[0-9a-f-]{36}", link))
        page = await boss.open(path)
        page = await boss.submit(page, f"{path}/peran", press=_end_button(page), alasan="pindah")
        ended = time.monotonic()
        expect(page, 200, "Peran sudah diubah")
        for door in DOORS:
            while (await guest.open(door)).url.path != "/petugas/masuk":
                assert time.monotonic() - ended < WITHIN, f"{door} still lets him in"


def _account(accounts: list[Account], peran: str, wilayah: str) -> Account:
    return next(each for each in accounts if (each.peran, each.wilayah) == (peran, wilayah))


async def _log_in(browser: Browser, account: Account) -> None:
    await Officer(browser, account).log_in()


async def _accept(guest: Browser, path: str) -> str:
    page = expect(await guest.open(path), 200, "Undangan petugas")
    found = SECRET.search(page.text)
    assert found, page.text
    secret = re.sub(r"\s", "", found.group(1))
    code = pyotp.TOTP(secret).at(for_time=int(time.time()) - 30)
    page = await guest.submit(page, path, sandi=SANDI, sandi_ulang=SANDI, kode=code)
    expect(page, 200, "Kode cadangan")
    return secret


def _end_button(page: Any) -> str:
    return next(value for form in page.forms for name, value, _ in form.buttons if name == "akhiri")


PUBLIC = (
    "/masuk", "/lupa-sandi", "/lupa-sandi?terkirim=1", "/sandi-baru/lewat",
    "/konfirmasi-email/baru/lewat", "/petugas/undangan/lewat",
)  # fmt: skip
OFFICE = (
    "/pengguna", "/pengguna/undang", "/pengguna/undang?peran=lurah", "/petugas/peran",
    "/petugas/kode-cadangan", "/pengaturan/kabupaten",
)  # fmt: skip


@pytest.mark.browser
async def test_the_pages_of_login_officers_and_offices_stand_up_to_the_eye(
    system: System, accounts: list[Account], chromium: Chromium
) -> None:
    eye = Eye()
    context = await chromium.new_context(
        base_url=system.settings.url, viewport={"width": DESKTOP, "height": HEIGHT},
        reduced_motion="reduce", locale="id-ID",
    )  # fmt: skip
    eye.watch(context)
    page = await context.new_page()
    for path in PUBLIC:
        await page.goto(path)
        await eye.look(page, path)
    await Clicking(page, _account(accounts, "admin_kabupaten", "33.10")).log_in()
    for path in OFFICE:
        await page.goto(path)
        await eye.look(page, path)
    await page.get_by_role("button", name="Lihat pratinjau").click()
    await page.get_by_text("Belum disimpan").wait_for()
    await eye.look(page, "pratinjau kantor")
    await page.goto("/petugas/kode-cadangan")
    await page.get_by_role("button", name="Buat 10 kode baru").click()
    await page.get_by_text("Kode ini hanya tampil sekali").wait_for()
    await eye.look(page, "kode cadangan")
    await page.goto("/pengguna")
    await page.get_by_role("link", name="Rini Kusumawati").click()
    await eye.look(page, "satu petugas")
    await context.close()
    eye.check()
