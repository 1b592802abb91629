"""Officers' pages that show something only once it is there: TOTP, a client, a breach list."""

from __future__ import annotations

import re
import secrets
import time

import pyotp
import pytest
from playwright.async_api import Page, expect

from deploy.local.system import System
from deploy.local.walk.mailbox import Mailbox
from deploy.local.walk.officer import Account
from tests.journeys.eye import DESKTOP, PHONE, Eye, Look, Open
from tests.journeys.people import Officer, at_desk, follow, press

pytestmark = [pytest.mark.journey, pytest.mark.browser]

SANDI = "Perahu-Layar 88 Hijau"
LINK = re.compile(r"https?://\S+(/petugas/undangan/[^\s\"<>]+)")


async def test_who_is_invited_sets_password_and_totp_up(
    system: System, accounts: list[Account], opened: Open, eye: Eye
) -> None:
    account = next(each for each in accounts if each.peran == "admin_kabupaten")
    admin = Officer(await opened(DESKTOP), account)
    await admin.log_in()
    email = f"rahma.{secrets.token_hex(4)}@contoh.id"
    page = admin.page
    await page.goto("/pengguna/undang?peran=petugas")
    await press(page, "Kirim undangan")
    await eye.look(page, "undang-galat")
    await page.fill("#nama", "Rahma Rekaan")
    await page.fill("#email", email)
    await page.select_option("#wilayah", account.wilayah)
    await press(page, "Kirim undangan")
    await expect(page.get_by_text("Undangan sudah dikirim")).to_be_visible()
    await eye.look(page, "pengguna-undangan")
    letter = await Mailbox(system.mail_url, email).wait_for("Undangan menjadi petugas")
    found = LINK.search(letter.text)
    assert found
    await accept(await opened(PHONE), found.group(1), eye.look)
    eye.check()


async def accept(page: Page, path: str, look: Look) -> None:
    """Password and code are both needed; then come the recovery codes, once."""
    await page.goto(path)
    await look(page, "undangan-totp")
    await press(page, "Terima undangan")
    await look(page, "undangan-galat")
    secret = re.sub(r"\s", "", await page.inner_text("main code"))
    await page.fill("#sandi", SANDI)
    await page.fill("#sandi_ulang", SANDI)
    await page.fill("#kode", pyotp.TOTP(secret).at(int(time.time())))
    await press(page, "Terima undangan")
    await expect(page.locator(".np-kode-cadangan li")).to_have_count(10)
    await look(page, "undangan-selesai")


async def test_the_ministry_makes_a_client_and_lists_whose_data_were_opened(
    system: System, accounts: list[Account], opened: Open, eye: Eye
) -> None:
    account = next(each for each in accounts if each.peran == "petugas_kementerian")
    page = (await at_desk(system, await opened(DESKTOP), account)).page
    await page.goto("/klien/baru")
    await press(page, "Buat klien")
    await eye.look(page, "klien-galat")
    await page.fill("#nama", "Dasbor Uji")
    await page.fill("#tujuan", "Menampilkan rekap di dasbor provinsi.")
    await page.fill("#wilayah", "34.02")
    await page.get_by_label("rekap:baca").check()
    await press(page, "Buat klien")
    await eye.look(page, "klien-rahasia")
    await press(page, "Sudah saya salin")
    await page.get_by_role("link", name="Dasbor Uji").first.click()
    await eye.look(page, "klien-satu")
    await page.goto("/petugas/jejak")
    await press(page, "Tampilkan")
    await eye.look(page, "terdampak-galat")
    await page.fill("#dari", "2020-01-01T00:00")
    await page.fill("#sampai", "2099-01-01T00:00")
    await press(page, "Tampilkan")
    await expect(page.get_by_role("status").or_(page.locator(".np-kosong")).first).to_be_visible()
    await eye.look(page, "terdampak")
    async with page.expect_download() as started:
        await page.get_by_role("button", name="Unduh CSV").click()
    assert (await started.value).suggested_filename == "terdampak.csv"
    await follow(page, page.get_by_role("link", name="Klien API").first)
    eye.check()
