"""The proof: by letter with PIN, at the kecamatan's counter, and in the hands of anybody else."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser as Chromium
from playwright.async_api import BrowserContext, Page, expect
from pypdfium2 import PdfDocument

from deploy.local.browser import Browser
from deploy.local.system import System
from deploy.local.walk.__main__ import Walk
from deploy.local.walk.officer import Account
from tests.journeys.eye import HEIGHT, PHONE, Eye
from tests.journeys.people import press
from tests.journeys.walked import verified_walk

pytestmark = [pytest.mark.journey, pytest.mark.browser]

LINK = re.compile(r"https?://\S+(/bukti/[0-9A-Z-]+)")
PIN = re.compile(r"PIN: (\d{6})")
KODE = re.compile(r"Kode (\w{4}-\w{4}-\w{4}-\w{4})")


async def test_a_proof_is_opened_checked_by_anybody_and_handed_over(
    system: System, accounts: list[Account], chromium: Chromium
) -> None:
    eye = Eye()
    async with verified_walk(system, accounts, "bukti") as (walk, who):
        await walk._stay_in_bantul()
        mail = await who.mailbox.wait_for("Bukti pendataan Anda sudah terbit", "Bantul", "PIN")
        link, pin = LINK.search(mail.text), PIN.search(mail.text)
        assert link
        assert pin
        assert mail.html.count("<td colspan") > 300
        pdf = await _opened_by_pin(system, chromium, eye, link.group(1), pin.group(1))
        document = PdfDocument(pdf)
        text = document[0].get_textpage().get_text_bounded()
        document.close()
        assert "Kabupaten Bantul Periode" in text
        kode = KODE.search(text)
        assert kode
        await _checked_by_anybody(system, chromium, eye, kode.group(1), pdf)
        await _handed_over(system, chromium, eye, walk)
    eye.check()


async def _context(
    system: System, chromium: Chromium, eye: Eye, browser: Browser | None = None, *,
    scripts: bool = True,
) -> BrowserContext:  # fmt: skip
    context = await chromium.new_context(
        base_url=system.url, reduced_motion="reduce", java_script_enabled=scripts,
        viewport={"width": PHONE, "height": HEIGHT},
    )  # fmt: skip
    jar = browser.session.cookie_jar if browser else []
    https = system.url.replace("http:", "https:")
    kept = [{"name": each.key, "value": each.value, "url": https} for each in jar]
    await context.add_cookies(kept)  # type: ignore[arg-type]
    eye.watch(context)
    return context


async def _opened_by_pin(
    system: System, chromium: Chromium, eye: Eye, link: str, pin: str
) -> bytes:
    context = await _context(system, chromium, eye)
    page = await context.new_page()
    captcha = system.settings.local_captcha_answer
    await page.goto(link)
    await eye.look(page, "bukti-pin")
    await _answer(page, "pin", pin, "salah", "Buka bukti")
    await expect(page.locator("main")).to_contain_text("belum cocok")
    await _answer(page, "pin", "000000" if pin != "000000" else "111111", captcha, "Buka bukti")
    await expect(page.locator("main")).to_contain_text("Sisa 4 kali")
    await eye.look(page, "bukti-pin-galat")
    await _answer(page, "pin", pin, captcha, "Buka bukti")
    files = page.locator("main a[href*='.pdf']")
    await expect(files).to_have_count(3)
    await eye.look(page, "bukti-terbuka")
    answer = await context.request.get(str(await files.first.get_attribute("href")))
    assert answer.status == 200
    pdf = await answer.body()
    await context.close()
    return pdf


async def _answer(page: Page, name: str, text: str, captcha: str, button: str) -> None:
    await page.fill(f"#{name}", text)
    await page.fill("#captcha", captcha)
    await press(page, button)


async def _checked_by_anybody(
    system: System, chromium: Chromium, eye: Eye, kode: str, pdf: bytes
) -> None:
    captcha = system.settings.local_captcha_answer
    file = {"name": "bukti.pdf", "mimeType": "application/pdf", "buffer": pdf}
    other = file | {"buffer": pdf[:-1] + b" "}
    with_scripts = await _context(system, chromium, eye)
    page = await with_scripts.new_page()
    await page.goto("/cek")
    await eye.look(page, "cek")
    await page.goto(f"/cek/{kode}")
    await expect(page.locator("main")).to_contain_text("Bukti ini berlaku")
    await eye.look(page, "cek-hasil")
    await page.set_input_files("#berkas", file)  # type: ignore[arg-type]
    await expect(page.locator("[data-cocok]")).to_be_visible()
    await page.set_input_files("#berkas", other)  # type: ignore[arg-type]
    await expect(page.locator("[data-beda]")).to_be_visible()
    await with_scripts.close()
    without = await _context(system, chromium, eye, scripts=False)
    page = await without.new_page()
    await page.goto("/cek")
    await _answer(page, "kode", kode.lower(), "salah", "Periksa")
    await expect(page.locator("#kode")).to_have_value(kode.lower())
    await _answer(page, "kode", kode.lower(), captcha, "Periksa")
    await expect(page.locator("main")).to_contain_text("Bukti ini berlaku")
    await page.set_input_files("#berkas", file)  # type: ignore[arg-type]
    await press(page, "Cocokkan")
    await expect(page.locator("main")).to_contain_text("persis berkas yang kami terbitkan")
    await without.close()


async def _handed_over(system: System, chromium: Chromium, eye: Eye, walk: Walk) -> None:
    who, officer = walk.resident, walk.officer("34.02")
    listed = await who.browser.open("/permohonan")
    found = next(href for href in _links(listed.html) if "/bukti" not in href)
    resident = await _context(system, chromium, eye, who.browser)
    page = await resident.new_page()
    await page.goto(f"{found}/bukti")
    await eye.look(page, "bukti-warga")
    await page.get_by_label("Ambil di kantor kecamatan").check()
    await press(page, "Simpan pilihan")
    await expect(page.locator("main")).to_contain_text("Pilihan Anda tersimpan")
    counter = await _context(system, chromium, eye, officer.browser)
    office = await counter.new_page()
    await office.goto("/permohonan/penyerahan")
    await eye.look(office, "penyerahan")
    await office.goto("/permohonan/penyerahan/cetak")
    await eye.look(office, "penyerahan-cetak")
    await office.goto("/permohonan/penyerahan")
    await office.get_by_role("button", name="Tandai diserahkan").first.click()
    await expect(office.locator("main")).to_contain_text("Tercatat: Diserahkan")
    await office.goto("/permohonan/penyerahan?tab=selesai")
    await eye.look(office, "penyerahan-selesai")
    await office.goto("/permohonan/pratinjau-formulir")
    await eye.look(office, "pratinjau-formulir")
    await page.goto(f"{found}/bukti")
    await expect(page.locator("main")).to_contain_text("Bukti sudah diserahkan")
    await page.goto(found)
    await eye.look(page, "rincian-dengan-cetakan")
    answer = await resident.request.get(f"{found}/tanda-terima.pdf")
    assert (await answer.body()).startswith(b"%PDF")
    await resident.close()
    await counter.close()


def _links(html: str) -> list[str]:
    return re.findall(r'href="(/permohonan/[0-9a-f-]{36})"', html)
