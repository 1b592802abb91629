"""Documents, what the regency's form asks, a return for a fix and the correction, in Chromium."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from deploy.local.system import System
from deploy.local.walk.officer import Account
from shared import clock
from tests.journeys.eye import DESKTOP, HEIGHT, PHONE, Eye
from tests.journeys.levels import hand_on
from tests.journeys.people import NUMBER, Officer, Resident, follow, new_resident, officer_of, press
from tests.journeys.people import until as page_says
from tests.journeys.test_without_javascript import approve_akun, sign_up
from tests.registration.hostile import photo, plain

pytestmark = [pytest.mark.journey, pytest.mark.browser]

BANTUL = "34.02.15.2004"
WORDS = "KTP-el buram dan nomor rumah belum ada."


def file(name: str, content: bytes) -> Any:
    kind = "application/pdf" if name.endswith(".pdf") else "image/jpeg"
    return {"name": name, "mimeType": kind, "buffer": content}


async def person(chromium: Browser, system: System, width: int, *, plain: bool) -> BrowserContext:
    context = await chromium.new_context(
        base_url=system.url, viewport={"width": width, "height": HEIGHT}, locale="id-ID",
        reduced_motion="reduce", java_script_enabled=not plain,
    )  # fmt: skip
    context.set_default_timeout(15_000)
    return context


@pytest.mark.parametrize("scripts", [True, False], ids=["with-js", "without-js"])
async def test_a_permohonan_is_returned_and_corrected(
    scripts: bool, system: System, accounts: list[Account], chromium: Browser
) -> None:
    folder = os.environ.get("PICTURES", "")
    eye = Eye(Path(folder) if folder else None)
    phone = await person(chromium, system, PHONE, plain=not scripts)
    desk = await person(chromium, system, DESKTOP, plain=not scripts)
    if scripts:
        eye.watch(phone)
        eye.watch(desk)
    who = await new_resident(system, await phone.new_page(), scripts)
    klaten = officer_of(accounts, "33.10", 0, await desk.new_page())
    bantul = officer_of(accounts, "34.02", 0, await desk.new_page())

    async def look(page: Page, name: str) -> None:
        if scripts:
            await eye.look(page, name)

    await sign_up(who, str(system.settings.local_captcha_answer))
    await approve_akun(klaten, who)
    await desk.clear_cookies()
    number, path = await hand_in(who, look)
    await bantul.log_in()
    await hand_on(system, number, BANTUL)
    await send_back(bantul, number, look)
    await correct(who, path, number, look)
    await see_what_changed(bantul, number, look)
    await phone.close()
    await desk.close()
    eye.check()


async def hand_in(who: Resident, look: Any) -> tuple[str, str]:
    """Fill in all parts with two documents and what Bantul asks; return number and address."""
    page = who.page
    await page_says(page, "/beranda", "Mulai pendaftaran")
    await press(page, "Mulai pendaftaran")
    path = re.sub(r"/isi$", "", page.url)
    await page.goto(f"{path}/keperluan")
    await who.write_purpose(clock.today_in("Asia/Jakarta"))
    await who.write_address()
    await page.fill("#cari", "panggungharjo sewon")
    if not who.scripts:
        await press(page, "Cari")
    await page.locator(f"#hasil-desa input[value='{BANTUL}']").check()
    await press(page, "Simpan dan lanjutkan")
    await page.get_by_label("Tidak", exact=True).check()
    await press(page, "Simpan dan lanjutkan")
    await look(page, "permohonan-isi-lima")
    await page.get_by_role("link", name="Keterangan F.4-01").click()
    await page.fill("#dusun", "Krapyak")
    await page.select_option("#pekerjaan", "swasta")
    await look(page, "permohonan-keterangan")
    await press(page, "Simpan dan lanjutkan")
    await upload(who, path, "ktp_el", file("ktp.jpg", photo()))
    await upload(who, path, "kk", file("kk.pdf", plain(2)))
    await look(page, "permohonan-berkas")
    await press(page, "Lanjut")
    await press(page, "Periksa jawaban")
    await expect(page.get_by_text("Krapyak")).to_be_visible()
    await look(page, "permohonan-periksa-berkas")
    await press(page, "Kirim Permohonan")
    found = NUMBER.search(await page.inner_text("main"))
    assert found
    return found.group(), path


async def upload(who: Resident, path: str, slot: str, document: Any) -> None:
    """Choose a file: with a script it is sent at once, without one by the button."""
    page = who.page
    await page.goto(f"{path}/berkas")
    card = page.locator(f"#berkas-{slot}")
    await page.set_input_files(f"input[name={slot}]", document)
    if not who.scripts:
        await follow(page, card.get_by_role("button", name="Kirim berkas"))
    await expect(card.get_by_role("link", name=document["name"])).to_be_visible()


async def send_back(officer: Officer, number: str, look: Any) -> None:
    """Look at the documents, mark address and KTP-el, ask for a fix."""
    page = officer.page
    await officer.find(number)
    await officer.claim()
    await expect(page.get_by_role("link", name="Kartu keluarga")).to_be_visible()
    link = await page.get_by_role("link", name="KTP‑el", exact=False).first.get_attribute("href")
    answer = await page.request.get(str(link))
    assert (answer.status, answer.headers["content-type"]) == (200, "image/jpeg")
    assert "no-store" in answer.headers["cache-control"]
    await page.locator("input[name=alasan][value=alamat_tidak_lengkap]").check()
    for kode in ("alamat", "ktp_el"):
        await page.locator(f"input[name=bidang][value={kode}]").check()
    await page.fill("#catatan", WORDS)
    await look(page, "tugas-minta-perbaikan")
    await follow(page, page.locator("button[value=returned]"))


async def correct(who: Resident, path: str, number: str, look: Any) -> None:
    """See only what was marked; nothing changed is refused; then correct and send."""
    page = who.page
    await page_says(page, "/permohonan", number, "Perlu diperbaiki")
    await who.mailbox.wait_for("Permohonan Anda perlu diperbaiki", number)
    await page.goto(path)
    await expect(page.get_by_text(WORDS)).to_be_visible()
    await look(page, "rincian-dikembalikan")
    await press(page, "Perbaiki")
    await look(page, "perbaikan-isi")
    names = await page.locator(".np-tugas a").all_inner_texts()
    assert names == ["Domisili nonpermanen", "Berkas"]
    await press(page, "Periksa jawaban")
    await press(page, "Kirim perbaikan")
    await expect(page.get_by_text("Belum ada yang berubah")).to_be_visible()
    await page.goto(f"{path}/domisili")
    assert await page.locator("#cari").count() == 0
    await page.fill("#alamat", "Kost Melati 12, Jalan Parangtritis km 6")
    await press(page, "Simpan dan lanjutkan")
    await upload(who, path, "ktp_el", file("ktp-jelas.jpg", photo(1200, 800)))
    assert await page.locator("#berkas-kk").count() == 0
    await press(page, "Lanjut")
    await press(page, "Periksa jawaban")
    await press(page, "Kirim perbaikan")
    assert number in await page.inner_text("main")


async def see_what_changed(officer: Officer, number: str, look: Any) -> None:
    """The new task says what was changed, before and after."""
    page = officer.page
    await page_says(page, f"/verifikasi?q={number}", number, "Dikembalikan")
    links = page.locator(".np-antrean a")
    await expect(links).to_have_count(2)
    for at in range(2):
        await page.goto(f"/verifikasi?q={number}")
        await page.goto(str(await links.nth(at).get_attribute("href")))
        if await page.get_by_text("Perbaikan dari pemohon").count():
            break
    await expect(page.get_by_text("Yang diubah: Alamat, RT, dan RW, KTP‑el.")).to_be_visible()
    await expect(page.get_by_text("Yang diperbaiki pemohon")).to_be_visible()
    await look(page, "tugas-perbaikan")
