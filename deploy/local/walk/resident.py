"""What a resident does, page by page."""

from __future__ import annotations

import asyncio
import re
import time
from datetime import date

from deploy.local.browser import Browser, Page, Upload
from deploy.local.registry.models import Person
from deploy.local.walk.mailbox import Mailbox, link_in
from deploy.local.walk.person import nik_of, selfie

PASSWORD = "Kereta-Senja-2026!"  # noqa: S105 - of made-up people on this machine only
NUMBER = re.compile(r"W\d{8}")
DRAFT = re.compile(r"/permohonan/([0-9a-f-]{36})")
WITHIN = 60.0


def expect(page: Page, status: int, *parts: str) -> Page:
    """Return the page if it has the status and says each of the parts."""
    if page.status != status:
        raise AssertionError(f"{page.url.path}: {page.status}, not {status}: {_middle(page)}")
    for part in parts:
        if part not in page.text:
            raise AssertionError(f"{page.url.path} does not say “{part}”: {_middle(page)}")
    return page


def _middle(page: Page) -> str:
    start = page.text.find("Galat") if "Galat" in page.text else 0
    return page.text[start : start + 300] + " … " + page.text[-900:]


class Resident:
    """One resident at one browser."""

    def __init__(self, browser: Browser, person: Person, mailbox: Mailbox, email: str) -> None:
        self.browser = browser
        self.person = person
        self.mailbox = mailbox
        self.email = email

    async def sign_up(self, captcha: str) -> None:
        """Fill in the three steps; the area comes from the NIK, the village is chosen."""
        who, browser = self.person, self.browser
        page = expect(await browser.open("/daftar"), 200, "Langkah 1 dari 3")
        written = {
            "nik": who.nik, "nama": who.nama, "kk": who.kk,
            "alamat": f"{who.alamat} RT {who.rt} RW {who.rw}",
        }  # fmt: skip
        page = await browser.submit(page, "/daftar", press="muat_wilayah", **written)
        expect(page, 200, "Kelurahan atau desa")
        page = await browser.submit(page, "/daftar", ktp_kelurahan=who.kode_wilayah)
        expect(page, 200, "Langkah 2 dari 3")
        page = await browser.submit(
            page, "/daftar/kontak", telepon="0812 0000 1234", email=self.email,
            sandi=PASSWORD, sandi_ulang=PASSWORD,
        )  # fmt: skip
        expect(page, 200, "Langkah 3 dari 3")
        photo = Upload("swafoto.jpg", selfie(who.nik), "image/jpeg")
        page = await browser.submit(
            page, "/daftar/swafoto", swafoto_galeri=photo, captcha=captcha, setuju="ya"
        )
        expect(page, 200, "email")
        if page.url.path != "/daftar/selesai":
            raise AssertionError(f"sign-up ended at {page.url.path}")

    async def confirm(self) -> None:
        """Open the link of the e-mail and press the button; a second time it is used up."""
        link = link_in(await self.mailbox.wait_for("Konfirmasi alamat email Anda"))
        page = await self.browser.open(link)
        expect(await self.browser.submit(page, "/konfirmasi-email/"), 200)
        expect(await self.browser.open(link), 410, "tidak berlaku lagi")

    async def log_in(self, captcha: str) -> Page:
        """Log in from a new device and return where it leads."""
        page = await self.browser.open("/masuk")
        return await self.browser.submit(
            page, "/masuk", email=self.email, sandi=PASSWORD, captcha=captcha
        )

    async def home_once_verified(self) -> Page:
        """Return the home page once registration knows the resident."""
        return await self.until("/beranda", "Pendaftaran baru")

    async def until(self, path: str, *parts: str) -> Page:
        """Open `path` again and again until it says all of the parts."""
        end = time.monotonic() + WITHIN
        while True:
            page = await self.browser.open(path)
            if page.status == 200 and all(part in page.text for part in parts):
                return page
            if time.monotonic() > end:
                return expect(page, 200, *parts)
            await asyncio.sleep(0.1)

    async def hand_in(self, desa: str, today: date, members: int) -> tuple[str, str]:
        """Fill in the task list, check, send twice; return id and number."""
        browser = self.browser
        page = await browser.submit(await browser.open("/permohonan/baru"), "/permohonan/baru")
        expect(page, 200, "Belum dikirim", "Belum diisi")
        found = DRAFT.search(page.url.path)
        assert found is not None
        path = f"/permohonan/{found.group(1)}"
        page = await browser.submit(
            await browser.open(f"{path}/keperluan"), "/keperluan", keperluan="bekerja",
            tanggal_datang_hari=str(today.day), tanggal_datang_bulan=str(today.month),
            tanggal_datang_tahun=str(today.year), jangka_waktu="10",
        )  # fmt: skip
        await self._choose_place(page, path, desa)
        await self._bring(path, members)
        card = Upload("kartu-keluarga.jpg", selfie(self.person.nik), "image/jpeg")
        page = await browser.submit(await browser.open(f"{path}/berkas"), "/berkas/kk", kk=card)
        expect(page, 200, "kartu-keluarga.jpg")
        page = expect(await browser.open(f"{path}/periksa"), 200, "Pernyataan", "10 bulan")
        sent = expect(await browser.submit(page, "/kirim"), 200)
        again = expect(await browser.submit(page, "/kirim"), 200)
        number, repeated = NUMBER.search(sent.text), NUMBER.search(again.text)
        if not number or not repeated or number.group() != repeated.group():
            raise AssertionError("sending twice did not give one number")
        return found.group(1), number.group()

    async def _choose_place(self, page: Page, path: str, desa: str) -> None:
        page = await self.browser.open(f"{path}/domisili")
        parts = desa.split(".")
        place = {"alamat": "Kost Melati, Jalan Parangtritis km 6", "rt": "4", "rw": "2"}
        for level, name in enumerate(("provinsi", "kabupaten", "kecamatan"), start=1):
            chosen = {f"domisili_{name}": ".".join(parts[:level])}
            page = await self.browser.submit(
                page, "/domisili", press="muat_wilayah", **place, **chosen
            )
        page = await self.browser.submit(
            page, "/domisili", press="simpan", **place, domisili_kelurahan=desa
        )
        expect(page, 200)
        if page.url.path.endswith("/domisili"):
            raise AssertionError(f"the place was refused: {_middle(page)}")

    async def _bring(self, path: str, members: int) -> None:
        page = await self.browser.open(f"{path}/pengikut")
        page = await self.browser.submit(
            page, "/pengikut", ada_pengikut="ya" if members else "tidak"
        )
        lahir = date(2015, 5, 20)
        for place in range(members):
            page = await self.browser.open(f"{path}/pengikut/baru")
            nik = nik_of(lahir, place % 2 == 1, int(self.person.nik[-4:]) - 1 - place)
            page = await self.browser.submit(
                page, "/pengikut/baru", nik=nik, nama=f"Anak {('Pertama', 'Kedua')[place % 2]}"
            )
            expect(page, 200, "Anak")

    async def cancel(self, permohonan_id: str) -> Page:
        """Take a permohonan back through its confirmation page."""
        page = await self.browser.open(f"/permohonan/{permohonan_id}/batal")
        return expect(await self.browser.submit(page, "/batal"), 200)
