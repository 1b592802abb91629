"""What a resident does with his own akun: entrances, password, address, data, being forgotten."""

from __future__ import annotations

import re
import time

import pytest
from playwright.async_api import Page, expect

from deploy.local.system import System
from deploy.local.walk.mailbox import Mailbox
from deploy.local.walk.resident import PASSWORD
from tests.journeys.api import Api
from tests.journeys.eye import PHONE, Eye, Look, Open
from tests.journeys.people import at_desk_token, follow, press, until
from tests.journeys.test_walk_api import approve_akun, sign_up

pytestmark = [pytest.mark.journey, pytest.mark.browser]

NEW_PASSWORD = "Perahu-Layar 77 Biru"
LINK = re.compile(r"https?://\S+(/(?:sandi-baru|konfirmasi-email/baru)/[^\s\"<>]+)")


@pytest.mark.parametrize("plain", [False, True], ids=["scripts", "plain"])
async def test_an_akun_is_ones_own(system: System, opened: Open, eye: Eye, *, plain: bool) -> None:
    look: Look = _nowhere if plain else eye.look
    async with Api(system.url) as api:
        token, mailbox = await sign_up(system, api)
        await approve_akun(api, token, at_desk_token(system, "petugas", "33.10"))
    page = await opened(PHONE, plain=plain)
    await log_in(system, page, mailbox.address, PASSWORD, ingat=True)
    await until(page, "/akun", "Aktif")
    await end_the_other(page, look)
    await change_password(page, look)
    email = await change_address(system, page, look)
    await take_data_along(page, look)
    await forget_password(system, page, email, look)
    await log_in(system, page, email, PASSWORD)
    await be_forgotten(page, look)
    eye.check()


async def _nowhere(page: Page, name: str) -> None:
    """Nothing is looked at without scripts: the pages are the same."""


async def log_in(
    system: System, page: Page, email: str, sandi: str, *, ingat: bool = False
) -> None:
    """Log in, with a code where one is asked for."""
    await page.goto("/masuk")
    await page.fill("#email", email)
    await page.fill("#sandi", sandi)
    await page.set_checked("#ingat", ingat)
    if await page.locator("#captcha").count():
        await page.fill("#captcha", system.settings.local_captcha_answer)
    await follow(page, page.locator("main").get_by_role("button", name="Masuk", exact=True))
    await expect(page).not_to_have_url(re.compile("/masuk"))


async def end_the_other(page: Page, look: Look) -> None:
    """The sign-up's own session is another device: it is ended; this browser is forgotten."""
    await page.goto("/akun")
    await look(page, "akun-profil")
    await press(page, "Perangkat yang sedang masuk")
    await expect(page.get_by_text("Masuk otomatis")).to_be_visible()
    await look(page, "akun-sesi-dua")
    await press(page, "Keluarkan semua yang lain")
    await expect(page.get_by_role("button", name="Keluarkan", exact=True)).to_have_count(0)
    await follow(page, page.get_by_role("button", name="Lupakan perangkat ini").last)


async def change_password(page: Page, look: Look) -> None:
    """The old one must be right, the new one good."""
    await page.goto("/akun/sandi")
    await page.fill("#sandi_lama", "Salah-1234!")
    await page.fill("#sandi", NEW_PASSWORD)
    await page.fill("#sandi_ulang", NEW_PASSWORD)
    await press(page, "Simpan kata sandi")
    await expect(page.locator("#sandi_lama-galat")).to_be_visible()
    await look(page, "sandi-ganti-galat")
    await page.fill("#sandi_lama", PASSWORD)
    await page.fill("#sandi", NEW_PASSWORD)
    await page.fill("#sandi_ulang", NEW_PASSWORD)
    await press(page, "Simpan kata sandi")
    await expect(page.get_by_text("Kata sandi sudah diganti.")).to_be_visible()
    await look(page, "sandi-diganti")


async def change_address(system: System, page: Page, look: Look) -> str:
    """The link goes to the new address; only its button changes it."""
    await page.goto("/akun/email")
    await look(page, "email-ganti")
    await page.fill("#email", "bukan alamat")
    await page.fill("#sandi", NEW_PASSWORD)
    await press(page, "Kirim tautan")
    await expect(page.locator("#email")).to_have_value("bukan alamat")
    await look(page, "email-ganti-galat")
    email = f"sendiri-{time.time_ns()}@contoh.id"
    await page.fill("#email", email)
    await page.fill("#sandi", NEW_PASSWORD)
    await press(page, "Kirim tautan")
    await look(page, "email-terkirim")
    await page.goto(await _link(system, email, "Pastikan email baru Anda"))
    await look(page, "email-tautan")
    await press(page, "Ya, pakai email ini")
    await look(page, "email-diganti")
    return email


async def _link(system: System, email: str, subject: str) -> str:
    letter = await Mailbox(system.mail_url, email).wait_for(subject)
    found = LINK.search(letter.text)
    assert found, letter.text
    return found.group(1)


async def take_data_along(page: Page, look: Look) -> None:
    """Who looked, a copy of all, and what stands against being forgotten."""
    await page.goto("/akun/data-saya")
    await look(page, "data-saya")
    async with page.expect_download() as started:
        await page.get_by_role("link", name="Unduh data akun").click()
    assert (await started.value).suggested_filename == "data-saya.zip"
    await press(page, "Siapa melihat data saya")
    await expect(page.get_by_text("Mengunduh data")).to_be_visible()
    await expect(page.get_by_text("Membuka data akun").first).to_be_visible()
    await look(page, "jejak-saya")


async def forget_password(system: System, page: Page, email: str, look: Look) -> None:
    """Log out; a new code keeps the address; the link sets the old password again, once."""
    await page.goto("/akun")
    await follow(page, page.locator("main").get_by_role("button", name="Keluar", exact=True))
    await look(page, "masuk-keluar")
    await press(page, "Lupa kata sandi?")
    await page.fill("#email", email)
    await press(page, "Ganti kode")
    await expect(page.locator("#email")).to_have_value(email)
    await expect(page.locator("audio")).to_have_count(1)
    await page.fill("#captcha", "salah")
    await press(page, "Kirim tautan")
    await look(page, "lupa-galat")
    await page.fill("#captcha", system.settings.local_captcha_answer)
    await press(page, "Kirim tautan")
    await look(page, "lupa-terkirim")
    link = await _link(system, email, "Tautan untuk kata sandi baru")
    await page.goto(link)
    await look(page, "sandi-baru")
    await page.fill("#sandi", PASSWORD)
    await page.fill("#sandi_ulang", "lain")
    await press(page, "Simpan kata sandi")
    await look(page, "sandi-baru-galat")
    await page.fill("#sandi", PASSWORD)
    await page.fill("#sandi_ulang", PASSWORD)
    await press(page, "Simpan kata sandi")
    await expect(page.get_by_text("Kata sandi sudah diganti.")).to_be_visible()
    await page.goto(link)
    await expect(page.get_by_text("Tautan ini tidak berlaku lagi")).to_be_visible()


async def be_forgotten(page: Page, look: Look) -> None:
    """The word must be typed; then nothing is left, and the session is over."""
    await page.goto("/akun/data-saya/hapus")
    await look(page, "hapus")
    await page.fill("#ketik", "hapus")
    await press(page, "Hapus data saya")
    await look(page, "hapus-galat")
    await page.fill("#ketik", "HAPUS")
    await press(page, "Hapus data saya")
    await expect(page.get_by_role("heading", name="Data Anda sudah dihapus")).to_be_visible()
    await look(page, "terhapus")
    await page.goto("/akun")
    await expect(page).to_have_url(re.compile("/masuk"))
