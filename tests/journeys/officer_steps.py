"""What officers do on the main path, page by page; `look` is shown each page."""

from __future__ import annotations

from playwright.async_api import expect

from tests.journeys.eye import Look
from tests.journeys.people import Officer, Resident, follow, until


async def officer_entrance(officer: Officer, look: Look) -> None:
    """Both steps of the officers' entrance."""
    page = officer.page
    await page.goto("/petugas/masuk")
    await look(page, "petugas-masuk")
    await officer.give_password()
    await look(page, "petugas-kode")
    await officer.give_code()


async def decide_akun(officer: Officer, who: Resident, look: Look) -> None:
    """Queue, the free task, the claimed one, approval by keys."""
    page = officer.page
    await who.page.goto("/akun/status")
    text = await who.page.inner_text("main")
    number = next(word for word in text.split() if word.startswith("A0"))
    await until(page, "/verifikasi", number)
    await look(page, "antrean")
    await officer.find(number)
    await look(page, "tugas-akun")
    await officer.claim()
    await look(page, "tugas-akun-diambil")
    await officer.check_by_keys()
    await look(page, "antrean-setelah-putusan")
    await page.goto("/verifikasi?q=tidakada")
    await look(page, "antrean-tidak-ditemukan")


async def decide_permohonan(officer: Officer, colleague: Officer, number: str, look: Look) -> None:
    """A colleague comes too late; approval with open checks is refused; then all are checked."""
    page = officer.page
    await officer.find(number)
    await look(page, "tugas-permohonan")
    await colleague.page.goto(page.url)
    await officer.claim()
    await look(page, "tugas-permohonan-diambil")
    await colleague.claim()
    await expect(colleague.page.get_by_role("alert")).to_contain_text("Gita")
    await look(colleague.page, "tugas-konflik")
    await follow(page, page.locator("button[value=approved]"))
    await look(page, "tugas-permohonan-galat")
    await officer.check_by_keys()
    await page.goto("/verifikasi?selesai=1")
    await look(page, "antrean-selesai")


async def recap(ministry: Officer, look: Look) -> None:
    """From the nation down to the desa of a kecamatan, and the sheet to be signed."""
    page = ministry.page
    await ministry.log_in()
    await look(page, "rekap-nasional")
    for path, name in (
        ("/rekap/34", "rekap-provinsi"), ("/rekap/34.02", "rekap-kabupaten"),
        ("/rekap/34.02.15", "rekap-kecamatan"), ("/rekap/34.02/cetak", "cetak"),
    ):  # fmt: skip
        await page.locator(f"a[href^='{path}']").first.click()
        await page.wait_for_url(f"**{path}*")
        await look(page, name)
        if path.endswith(".15"):
            await page.go_back()
