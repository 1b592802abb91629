"""A resident and an officer at Chromium: they click, type and press keys."""

from __future__ import annotations

import asyncio
import base64
import random
import re
import time
from datetime import date
from uuid import uuid4

import asyncpg
import pyotp
from playwright.async_api import Locator, Page, expect

from deploy.local.registry.models import Person
from deploy.local.system import System
from deploy.local.walk.mailbox import Mailbox, link_in
from deploy.local.walk.officer import Account
from deploy.local.walk.person import new_person, register, selfie
from deploy.local.walk.resident import PASSWORD
from shared.sesi.token import Verifier
from tests.faults.people import Registry, principal

WITHIN = 30.0
STEP = 30
NUMBER = re.compile(r"W\d{8}")
ENTERED = """
INSERT INTO sesi (id, subjek_id, jenis, peramban, created_at, seen_at, token_until, expires_at,
    stepped_at)
VALUES ($1, $2, 'petugas', 'Uji', now(), now(), $3, $3, now())
"""
_used: dict[str, int] = {}


async def until(page: Page, path: str, *parts: str) -> None:
    """Open `path` again and again until the page says all of the parts."""
    end = time.monotonic() + WITHIN
    while True:
        await page.goto(path)
        text = await page.inner_text("body")
        if all(part in text for part in parts):
            return
        assert time.monotonic() < end, f"{path} does not say {parts}: {text[:600]}"
        await asyncio.sleep(0.2)


async def code_of(account: Account) -> str:
    """Return a code of the officer's that was not used yet; waits for the next one if need be."""
    while (step := int(time.time()) // STEP) <= _used.get(account.email, 0):
        await asyncio.sleep(0.2)
    _used[account.email] = step
    return pyotp.TOTP(account.totp).at(step * STEP)


async def press(page: Page, name: str) -> None:
    """Press the button (or the link that looks like one) with this name."""
    button = page.get_by_role("button", name=name, exact=True)
    link = page.get_by_role("link", name=name, exact=True)
    await follow(page, button.or_(link).first)


async def follow(page: Page, target: Locator) -> None:
    """Click and wait until the page it leads to is there."""
    async with page.expect_navigation():
        await target.click()


class Resident:
    """One resident at one page of Chromium."""

    def __init__(
        self, page: Page, person: Person, mailbox: Mailbox, email: str, scripts: bool = True
    ) -> None:
        self.page = page
        self.person = person
        self.mailbox = mailbox
        self.email = email
        self.scripts = scripts

    async def write_identity(self) -> None:
        """Fill in step 1; the NIK brings the area down to the kecamatan."""
        page, who = self.page, self.person
        await page.fill("#nik", who.nik)
        await page.fill("#nama", who.nama)
        if not self.scripts:
            await press(page, "Muat pilihan berikutnya")
        await expect(page.locator("#ktp_kecamatan")).to_have_value(who.kode_wilayah[:8])
        await page.fill("#kk", who.kk)
        await page.fill("#alamat", f"{who.alamat} RT {who.rt} RW {who.rw}")
        await page.select_option("#ktp_kelurahan", who.kode_wilayah)

    async def write_contact(self, password: str = PASSWORD) -> None:
        """Fill in step 2."""
        await self.page.fill("#telepon", "0812 0000 1234")
        await self.page.fill("#email", self.email)
        await self.page.fill("#sandi", password)
        await self.page.fill("#sandi_ulang", password)

    async def send_photo(self) -> None:
        """Choose a photo and wait until it was shown and sent."""
        photo = {"name": "swafoto.jpg", "mimeType": "image/jpeg", "buffer": selfie(self.person.nik)}
        await self.page.set_input_files("input[name=swafoto_galeri]", photo)
        if not self.scripts:
            return
        await expect(self.page.locator("[data-muka] img")).to_be_visible()
        await expect(self.page.locator("[name=swafoto_id]")).to_have_value(re.compile(".{36}"))
        await expect(self.page.get_by_text("Berkas tersimpan.")).to_be_visible()

    async def finish(self, captcha: str) -> None:
        """Type the code, agree and send the sign-up."""
        await self.page.fill("#captcha", captcha)
        await self.page.check("#setuju")
        await press(self.page, "Kirim pendaftaran")

    async def open_link(self) -> str:
        """Open the link that came by e-mail and return it."""
        link = link_in(await self.mailbox.wait_for("Konfirmasi alamat email Anda"))
        await self.page.goto(link)
        return link

    async def log_in(self, captcha: str) -> None:
        """Fill in the entrance and press the button."""
        await self.page.fill("#email", self.email)
        await self.page.fill("#sandi", PASSWORD)
        await self.page.fill("#captcha", captcha)
        masuk = self.page.locator("main").get_by_role("button", name="Masuk", exact=True)
        await follow(self.page, masuk)

    async def write_purpose(self, today: date) -> None:
        """Fill in why, since when and for how long."""
        page = self.page
        await page.get_by_label("Bekerja", exact=True).check()
        await page.fill("#tanggal_datang", str(today.day))
        await page.fill("#tanggal_datang_bulan", str(today.month))
        await page.fill("#tanggal_datang_tahun", str(today.year))
        await page.select_option("#jangka_waktu", "10")
        await press(page, "Simpan dan lanjutkan")

    async def write_address(self) -> None:
        """Fill in the street, RT and RW."""
        await self.page.fill("#alamat", "Kost Melati, Jalan Parangtritis km 6")
        await self.page.fill("#rt", "4")
        await self.page.fill("#rw", "2")

    async def choose_place(self, desa: str) -> None:
        """Choose the village by the four selects, each filled by the one above."""
        page, parts = self.page, desa.split(".")
        if not await page.locator("#domisili_provinsi").is_visible():
            await page.get_by_text("Pilih lewat daftar wilayah").click()
        for level, name in enumerate(("provinsi", "kabupaten", "kecamatan", "kelurahan"), 1):
            kode = ".".join(parts[:level])
            await page.locator(f"#domisili_{name} option[value='{kode}']").wait_for(
                state="attached"
            )
            await page.focus(f"#domisili_{name}")
            await page.select_option(f"#domisili_{name}", kode)
            if self.scripts:
                await expect(page.locator(f"#domisili_{name}")).to_be_focused()
            elif name != "kelurahan":
                await press(page, "Muat pilihan berikutnya")

    async def search_place(self, words: str) -> None:
        """Type the village's name and choose the first that is found."""
        await self.page.fill("#cari", words)
        await self.page.locator("#hasil-desa input[type=radio]").first.check()


class Officer:
    """One officer at one page of Chromium."""

    def __init__(self, page: Page, account: Account) -> None:
        self.page = page
        self.account = account

    async def give_password(self) -> None:
        """Fill in the officers' entrance."""
        await self.page.goto("/petugas/masuk")
        await self.page.fill("#email", self.account.email)
        await self.page.fill("#sandi", self.account.sandi)
        await press(self.page, "Lanjut")

    async def give_code(self) -> None:
        """Type the code of the second factor; one that another journey used is refused."""
        page = self.page
        masuk = page.locator("main").get_by_role("button", name="Masuk", exact=True)
        for _ in range(3):
            await page.fill("#kode", await code_of(self.account))
            await follow(page, masuk)
            if "/petugas/kode" not in page.url:
                return
        raise AssertionError(f"{self.account.email} could not log in")

    async def log_in(self) -> None:
        """Log in with both factors."""
        await self.give_password()
        await self.give_code()

    async def find(self, number: str) -> None:
        """Wait until the task is in the queue and open it."""
        await until(self.page, f"/verifikasi?q={number}", number)
        link = self.page.locator(".np-antrean a").first
        path = await link.get_attribute("href")
        await self.page.goto(str(path))

    async def claim(self) -> None:
        """Press Ambil."""
        await follow(self.page, self.page.locator("main form[action*='/ambil'] button").last)

    async def check_by_keys(self) -> None:
        """Answer every check by its number, then approve with S and Enter."""
        rows = self.page.locator("[data-periksa]")
        for number in range(1, await rows.count() + 1):
            await self.page.keyboard.press(str(number))
        await expect(self.page.get_by_text("Semua butir sudah diperiksa")).to_be_visible()
        await self.page.keyboard.press("s")
        await expect(self.page.locator("[data-pintas=s]")).to_be_focused()
        await self.page.keyboard.press("Enter")
        await self.page.get_by_role("status").filter(has_text="disetujui").first.wait_for()


async def new_resident(system: System, page: Page, scripts: bool = True) -> Resident:
    """Return somebody who has no akun yet but is in the population registry."""
    person = new_person(random.Random())
    await register(system.settings, person)
    email = f"klik-{person.nik[-8:]}-{time.time_ns() % 10**9}@contoh.id"
    return Resident(page, person, Mailbox(system.mail_url, email), email, scripts)


def officer_of(accounts: list[Account], wilayah: str, number: int, page: Page) -> Officer:
    """Return one of an area's officers."""
    return Officer(page, [each for each in accounts if each.wilayah == wilayah][number])


async def at_desk(system: System, page: Page, account: Account) -> Officer:
    """Return an officer who is logged in already: the entrance has journeys of its own."""
    token = at_desk_token(system, account.peran, account.wilayah, account.nama)
    await has_shown_code(system, token)
    await page.context.set_extra_http_headers({"Authorization": f"Bearer {token}"})
    return Officer(page, account)


def at_desk_token(system: System, peran: str, wilayah: str, nama: str = "Gita Rekaan") -> str:
    """Return the token of an officer who is logged in already."""
    who = principal(peran, wilayah, uuid4(), nama)
    return Registry(system.servers).bearer(who).removeprefix("Bearer ")


async def has_shown_code(system: System, token: str) -> None:
    """Let the officer of this token have shown his second factor just now."""
    public = base64.b64decode(system.servers.secrets.session_public_key)
    who = Verifier(public).principal(token)
    assert who
    conn = await asyncpg.connect(system.servers.database_url("identity"))
    try:
        await conn.execute(ENTERED, who.sid, who.id, who.expires_at)
    finally:
        await conn.close()
