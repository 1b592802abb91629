"""The same pages in a Chromium that runs no JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser, expect

from deploy.local.system import System
from deploy.local.walk.officer import Account
from shared import clock
from tests.journeys.eye import HEIGHT, PHONE, Eye
from tests.journeys.levels import hand_on
from tests.journeys.people import (
    NUMBER,
    Officer,
    Resident,
    follow,
    new_resident,
    officer_of,
    press,
    until,
)

pytestmark = [pytest.mark.journey, pytest.mark.browser]

LOA_IPUH = "64.02.06.1002"


async def test_a_permohonan_goes_its_way_without_javascript(
    system: System, accounts: list[Account], chromium: Browser
) -> None:
    eye = Eye()
    pages = []
    for _ in range(3):
        context = await chromium.new_context(
            base_url=system.url, viewport={"width": PHONE, "height": HEIGHT},
            java_script_enabled=False,
        )  # fmt: skip
        eye.watch(context)
        pages.append(await context.new_page())
    who = await new_resident(system, pages[0], scripts=False)
    captcha = system.settings.local_captcha_answer
    await sign_up(who, captcha)
    await approve_akun(officer_of(accounts, "33.10", 1, pages[1]), who)
    number = await send_permohonan(who)
    await hand_on(system, number, LOA_IPUH)
    await approve_and_count(officer_of(accounts, "64.02", 1, pages[2]), number)
    await until(who.page, "/permohonan", number, "Terdaftar")
    for page in pages:
        await page.context.close()
    eye.check()


async def sign_up(who: Resident, captcha: str) -> None:
    """Three steps, the link, the entrance."""
    page = who.page
    await page.goto("/daftar")
    await who.write_identity()
    await press(page, "Lanjut ke kontak")
    await who.write_contact()
    await press(page, "Lanjut ke swafoto")
    await who.send_photo()
    await who.finish(captcha)
    await expect(page).to_have_url(re.compile("/daftar/selesai"))
    await who.open_link()
    await press(page, "Ya, ini email saya")
    await page.goto("/masuk")
    await who.log_in(captcha)
    await until(page, "/akun/status", "Nomor akun")


async def approve_akun(officer: Officer, who: Resident) -> None:
    """Every check by its button, then Setujui."""
    text = await who.page.inner_text("main")
    await officer.log_in()
    await officer.find(next(word for word in text.split() if word.startswith("A0")))
    await officer.claim()
    await check_all(officer)
    await until(who.page, "/beranda", "Belum ada pendaftaran")


async def check_all(officer: Officer) -> None:
    """Press Sesuai at every check and approve."""
    page = officer.page
    rows = page.locator("label.np-segmen-sesuai")
    for place in range(await rows.count()):
        await rows.nth(place).click()
    await follow(page, page.locator("button[value=approved]"))
    await expect(page.get_by_role("status").first).to_contain_text("disetujui")


async def send_permohonan(who: Resident) -> str:
    """The task list with the four selects, one load each."""
    page = who.page
    await press(page, "Mulai pendaftaran")
    await press(page, "Keperluan dan jangka waktu")
    await who.write_purpose(clock.today_in("Asia/Makassar"))
    await who.write_address()
    await who.choose_place(LOA_IPUH)
    await press(page, "Simpan dan lanjutkan")
    await page.get_by_label("Tidak", exact=True).check()
    await press(page, "Simpan dan lanjutkan")
    await press(page, "Periksa jawaban")
    await press(page, "Kirim Permohonan")
    found = NUMBER.search(await page.inner_text("main"))
    assert found is not None
    return found.group()


async def approve_and_count(officer: Officer, number: str) -> None:
    """Approve, see the count in the recap, open the sheet."""
    page = officer.page
    await officer.log_in()
    await officer.find(number)
    await officer.claim()
    await check_all(officer)
    await until(page, "/rekap/64.02.06", "Loa Ipuh")
    row = page.get_by_role("row").filter(has=page.get_by_text("Loa Ipuh", exact=True))
    assert int((await row.get_by_role("cell").last.inner_text()).replace(".", "")) >= 1
    await page.goto("/rekap/64.02")
    await follow(page, page.get_by_role("link", name="Cetak").first)
    await expect(page.locator("main")).to_contain_text("LAPORAN REKAPITULASI")
    await expect(page.get_by_text("Pakai menu Cetak di peramban Anda.")).to_be_visible()
