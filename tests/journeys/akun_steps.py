"""What a resident does whose akun is not valid, page by page; `look` is shown each page."""

from __future__ import annotations

import io
import time
from typing import Any

from PIL import Image
from playwright.async_api import expect

from deploy.local.system import System
from deploy.local.walk.mailbox import Mailbox
from deploy.local.walk.resident import PASSWORD
from tests.journeys.eye import Look
from tests.journeys.people import Resident, press, until

GALLERY = "input[name=swafoto_galeri]"


def file_of(content: bytes) -> Any:
    """Return a photo as a file chooser takes it."""
    return {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": content}


def wall() -> bytes:
    """Return a photo that nobody is on."""
    out = io.BytesIO()
    Image.new("RGB", (900, 1200), "#7d8b99").save(out, "JPEG")
    return out.getvalue()


def tiny() -> bytes:
    """Return a photo that is refused."""
    out = io.BytesIO()
    Image.new("RGB", (80, 80), "#7d8b99").save(out, "JPEG")
    return out.getvalue()


def own_phone(who: Resident) -> str:
    """Return a number that no other journey uses: a block bars it."""
    return f"0813 {who.person.nik[-8:-4]} {who.person.nik[-4:]}"


async def sign_up(system: System, who: Resident, look: Look) -> None:
    """Three steps; a new code keeps what was ticked; the address was wrong and is changed."""
    page, captcha = who.page, system.settings.local_captcha_answer
    await page.goto("/daftar")
    await who.write_identity()
    await press(page, "Lanjut ke kontak")
    await who.write_contact()
    await page.fill("#telepon", own_phone(who))
    await press(page, "Lanjut ke swafoto")
    await page.check("#setuju")
    before = await page.get_attribute(".np-kode img", "src")
    await press(page, "Ganti kode")
    assert await page.get_attribute(".np-kode img", "src") != before
    await expect(page.locator("#setuju")).to_be_checked()
    await who.send_photo()
    await who.finish(captcha)
    await page.wait_for_url("**/daftar/selesai")
    await ask_again(system, who, look)
    await who.open_link()
    await press(page, "Ya, ini email saya")


async def ask_again(system: System, who: Resident, look: Look) -> None:
    """Have the link sent again, then have it sent to another address."""
    page = who.page
    await press(page, "Kirim ulang tautan")
    await look(page, "kirim-ulang")
    await page.fill("#email", "bukan alamat")
    await press(page, "Kirim ulang tautan")
    await look(page, "kirim-ulang-galat")
    await page.fill("#email", who.email)
    await press(page, "Kirim ulang tautan")
    await expect(page.get_by_role("heading", name="Permintaan diterima")).to_be_visible()
    await look(page, "konfirmasi-terkirim")
    await page.goto("/konfirmasi-email/ganti")
    await look(page, "ganti-alamat")
    await press(page, "Ganti dan kirim tautan")
    await look(page, "ganti-alamat-galat")
    baru = f"benar-{time.time_ns()}@contoh.id"
    await page.fill("#email", who.email)
    await page.fill("#sandi", PASSWORD)
    await page.fill("#email_baru", baru)
    await press(page, "Ganti dan kirim tautan")
    await expect(page.get_by_role("heading", name="Permintaan diterima")).to_be_visible()
    who.email, who.mailbox = baru, Mailbox(system.mail_url, baru)


async def wait_for_the_office(system: System, who: Resident, look: Look) -> str:
    """Log in, see by when and in which hours the office answers; return the akun's number."""
    page = who.page
    await page.goto("/masuk")
    await page.fill("#email", who.email)
    await page.check("#ingat")
    await press(page, "Ganti kode")
    await expect(page.locator("#email")).to_have_value(who.email)
    await expect(page.locator("#ingat")).to_be_checked()
    await page.uncheck("#ingat")
    await who.log_in(system.settings.local_captcha_answer)
    await until(page, "/akun/status", "Nomor akun", "Jam kerja", "Jawaban paling lambat")
    await look(page, "akun-menunggu")
    words = (await page.inner_text("main")).split()
    return next(word for word in words if word.startswith("A0"))


async def correct(who: Resident, look: Look) -> None:
    """Nothing changed is refused and costs nothing; then phone and selfie are new."""
    page = who.page
    await until(page, "/akun/status", "Data akun tidak valid", "Swafoto tidak jelas", "Nomor HP")
    await look(page, "akun-tidak-valid")
    await press(page, "Perbaiki data")
    await look(page, "perbaikan")
    await page.fill("#telepon", "081")
    await press(page, "Kirim perbaikan")
    await look(page, "perbaikan-galat")
    await page.fill("#telepon", own_phone(who))
    await press(page, "Kirim perbaikan")
    await expect(page.get_by_text("Belum ada yang berubah.").first).to_be_visible()
    await expect(page.get_by_text("Anda masih punya 3 kesempatan.")).to_be_visible()
    button = await advised(who, look)
    await page.fill("#telepon", own_phone(who)[:-1] + "7")
    await press(page, button)
    await until(page, "/akun/status", "Akun menunggu pemeriksaan", "Sisa kesempatan: 2.")
    await look(page, "akun-diperbaiki")


async def advised(who: Resident, look: Look) -> str:
    """A refused photo, then one that could be better; return the button that sends it.

    With scripts the advice comes at once and the error goes; else both come on sending.
    """
    page = who.page
    await page.set_input_files(GALLERY, file_of(tiny()))
    await press(page, "Kirim perbaikan")
    await expect(page.locator("#swafoto-galat")).to_contain_text("Foto terlalu kecil.")
    await page.set_input_files(GALLERY, file_of(wall()))
    if who.scripts:
        status = page.locator(".np-foto [role=status]")
        await expect(status).to_contain_text("Wajah tidak terlihat.")
        await expect(page.locator("#swafoto-galat")).to_have_count(0)
        await expect(page.locator("[data-galat]")).to_have_count(0)
        await look(page, "perbaikan-saran")
        return "Kirim perbaikan"
    await press(page, "Kirim perbaikan")
    await expect(page.get_by_text("Belum terkirim.")).to_be_visible()
    await expect(page.locator(".np-foto img")).to_be_visible()
    return "Pakai foto ini"


async def appeal(who: Resident, look: Look) -> None:
    """The blocked page says why; too short an appeal is refused, then one is sent."""
    page = who.page
    await until(page, "/akun/status", "Akun Anda diblokir", "berlaku untuk akun Anda")
    await look(page, "akun-diblokir")
    await page.fill("#isi_banding", "Keliru.")
    await press(page, "Kirim banding")
    await look(page, "banding-galat")
    await page.fill(
        "#isi_banding", "Dokumen itu asli. Aslinya bisa saya tunjukkan di kantor besok pagi."
    )
    await press(page, "Kirim banding")
    await expect(page.get_by_text("menunggu jawaban petugas")).to_be_visible()
    await look(page, "banding-terkirim")
