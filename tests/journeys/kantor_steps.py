"""What the office of origin does with an akun that is not valid; `look` is shown each page."""

from __future__ import annotations

import aiohttp
from playwright.async_api import expect

from deploy.local.settings import HOST
from deploy.local.system import System
from tests.journeys.eye import Look
from tests.journeys.people import Officer, follow, press, until

NOTE = "Swafoto buram dan nomor HP tidak tersambung. Perbaiki keduanya."


async def compare(system: System, officer: Officer, number: str, look: Look) -> None:
    """Claim the akun; without the registry the card says so, with it what is registered."""
    page = officer.page
    await officer.find(number)
    await officer.claim()
    await expect(page.get_by_text("Data dibandingkan dengan Dukcapil")).to_be_visible()
    await look(page, "kartu-banding")
    await system.keeper.restart("registry", {"REGISTRY_OUTAGE": "1"})
    try:
        await _answers(system, 503)
        await page.reload()
        await expect(page.get_by_text("Foto KTP‑el tidak bisa diambil sekarang.")).to_be_visible()
        await look(page, "kartu-tanpa-dukcapil")
    finally:
        await system.keeper.restart("registry")
        await _answers(system, 200)
    await page.reload()
    # Who was made up for this walk is forgotten with the process.
    await expect(page.get_by_text("NIK ini tidak ada di data kependudukan.")).to_be_visible()
    await look(page, "kartu-tidak-dikenal")


async def _answers(system: System, status: int) -> None:
    url = f"http://{HOST}:{system.settings.registry_port}/readyz"
    async with aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(url) as answer:
                    if answer.status == status:
                        return
            except aiohttp.ClientError:
                continue


async def find_not_valid(officer: Officer, number: str, look: Look) -> None:
    """Refuse the akun for two reasons and mark two fields; without them it is not taken."""
    page = officer.page
    await follow(page, page.locator("button[value=rejected]"))
    await look(page, "tugas-tolak-galat")
    await page.get_by_label("NIK tidak cocok dengan data kependudukan").check()
    await page.get_by_label("Swafoto tidak jelas").check()
    await page.get_by_label("Nomor HP", exact=True).check()
    await page.get_by_label("Swafoto", exact=True).last.check()
    await follow(page, page.locator("button[value=rejected]"))
    await expect(page.get_by_label("Swafoto tidak jelas")).to_be_checked()
    await expect(page.get_by_label("Nomor HP", exact=True)).to_be_checked()
    await page.fill("#catatan", NOTE)
    await follow(page, page.locator("button[value=rejected]"))
    await until(page, f"/verifikasi?selesai=1&q={number}", number)


async def block(officer: Officer, number: str, look: Look) -> None:
    """Find the akun by its number; one of four grounds and a note are needed."""
    page = officer.page
    await page.goto("/akun-diblokir?q=A99999999")
    await look(page, "diblokir-tidak-ditemukan")
    await page.goto(f"/akun-diblokir?q={number}")
    await look(page, "blokir")
    await expect(page.locator("input[name=dasar]")).to_have_count(4)
    await press(page, "Blokir akun")
    await look(page, "blokir-galat")
    await page.get_by_label("Mengirim dokumen palsu").check()
    await page.fill("#catatan", "Surat keterangan kerja diubah secara digital.")
    await press(page, "Blokir akun")
    await expect(page.get_by_text("NIK belum dilarang")).to_be_visible()
    await press(page, "Larang juga NIK ini")
    await expect(page.get_by_text("Nomor KK, email, nomor HP, dan NIK")).to_be_visible()
    await look(page, "blokir-nik-dilarang")


async def answer(officer: Officer, number: str, look: Look) -> None:
    """The appeal stands first in the list; without words it is not answered; it is accepted."""
    page = officer.page
    await until(page, "/akun-diblokir?banding=1", number)
    await look(page, "diblokir-daftar")
    await page.get_by_role("link", name=number).click()
    await look(page, "banding")
    await press(page, "Terima dan buka blokir")
    await look(page, "banding-jawab-galat")
    await page.fill("#catatan_banding", "Surat asli sudah ditunjukkan di kantor.")
    await press(page, "Terima dan buka blokir")
    await expect(page.get_by_role("heading", name="Blokir akun ini")).to_be_visible()
