"""An administrator keeps his office and his own login, with and without JavaScript."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from PIL import Image
from playwright.async_api import Browser as Chromium
from playwright.async_api import Page, expect

from deploy.local.system import System
from deploy.local.walk.mailbox import Mailbox
from deploy.local.walk.officer import Account
from tests.journeys.eye import DESKTOP, HEIGHT, PHONE, Eye
from tests.journeys.people import Officer, press

pytestmark = [pytest.mark.journey, pytest.mark.browser]

OFFICE = "/pengaturan/kabupaten"
LINK = re.compile(r"https?://[^/\s]+(/petugas/sandi-baru/[^\s\"<>]+)")
OUTSIDE = ("/petugas/lupa-sandi", "/petugas/lupa-sandi?terkirim=1", "/petugas/sandi-baru/lewat")
INSIDE = ("/petugas/beranda", "/petugas/sesi", "/petugas/sandi", "/petugas/jejak/tindakan")


def logo(colour: str) -> Any:
    out = io.BytesIO()
    Image.new("RGB", (320, 320), colour).save(out, "PNG")
    return {"name": "logo.png", "mimeType": "image/png", "buffer": out.getvalue()}


def admin_of(accounts: list[Account], wilayah: str) -> Account:
    return next(
        each for each in accounts if (each.peran, each.wilayah) == ("admin_kabupaten", wilayah)
    )


async def give_logo(page: Page, name: str, colour: str) -> None:
    await page.goto(OFFICE)
    await page.set_input_files("#berkas-logo", logo(colour))
    await press(page, name)
    await expect(page.get_by_text("Perubahan tersimpan")).to_be_visible()


async def test_an_office_is_edited_by_two_and_shows_its_logo(
    system: System, accounts: list[Account], chromium: Chromium
) -> None:
    eye = Eye()
    context = await chromium.new_context(
        base_url=system.url, viewport={"width": DESKTOP, "height": HEIGHT},
        reduced_motion="reduce", locale="id-ID",
    )  # fmt: skip
    eye.watch(context)
    page = await context.new_page()
    for path in OUTSIDE:
        await page.goto(path)
        await eye.look(page, path)
    await Officer(page, admin_of(accounts, "34.02")).log_in()
    for path in INSIDE:
        await page.goto(path)
        await eye.look(page, path)
    await give_logo(page, "Pasang logo", "#1f6f43")
    await eye.look(page, "kantor dengan logo")
    await page.get_by_role("button", name="Lihat pratinjau").click()
    kop = page.locator(".np-kop img")
    await expect(kop).to_have_attribute("src", re.compile("^/instansi/logo/[0-9a-f]{48}$"))
    assert await kop.evaluate("(img) => img.complete && img.naturalWidth") == 320
    await eye.look(page, "pratinjau dengan logo")
    other = await context.new_page()
    for each in (page, other):
        await each.goto(OFFICE)
    await other.fill("#telepon", "(0274) 000021")
    await press(other, "Simpan")
    await page.fill("#telepon", "(0274) 000022")
    await press(page, "Simpan")
    await expect(page.get_by_text(re.compile("sudah diubah Danang Prabowo pada"))).to_be_visible()
    await expect(page.locator("#telepon")).to_have_value("(0274) 000022")
    await eye.look(page, "kantor diubah orang lain")
    await press(page, "Simpan")
    await expect(page.get_by_text("Perubahan tersimpan")).to_be_visible()
    await page.goto("/petugas/jejak/tindakan")
    await expect(page.get_by_text("Mengubah data kantor").first).to_be_visible()
    await eye.look(page, "jejak tindakan")
    await page.goto("/instansi/_kartu/34.02")
    await expect(page.locator("img.np-logo-kantor")).to_have_count(1)
    await context.close()
    eye.check()


async def test_without_javascript_a_logo_a_session_and_a_password_are_changed(
    system: System, accounts: list[Account], chromium: Chromium
) -> None:
    context = await chromium.new_context(
        base_url=system.url, viewport={"width": PHONE, "height": HEIGHT},
        java_script_enabled=False, locale="id-ID",
    )  # fmt: skip
    page, account = await context.new_page(), admin_of(accounts, "64.02")
    await page.goto("/petugas/masuk")
    await page.get_by_role("link", name="Lupa kata sandi?").click()
    await page.fill("#email", account.email)
    await page.fill("#captcha", system.settings.local_captcha_answer)
    await press(page, "Kirim tautan")
    await expect(page.get_by_text("tautannya sudah kami kirim")).to_be_visible()
    box = Mailbox(system.settings.mail_url, account.email)
    letter = await box.wait_for("Tautan untuk kata sandi petugas")
    found = LINK.search(letter.text)
    assert found
    await page.goto(found.group(1))
    for name in ("#sandi", "#sandi_ulang"):
        await page.fill(name, account.sandi)
    await press(page, "Simpan kata sandi")
    await expect(page.get_by_text("Kata sandi sudah diganti.")).to_be_visible()
    await box.wait_for("Kata sandi petugas Anda sudah diganti")
    await Officer(page, account).log_in()
    await give_logo(page, "Pasang logo", "#0b3d91")
    await press(page, "Hapus logo")
    await expect(page.locator("img.np-logo-kantor")).to_have_count(0)
    await page.goto("/petugas/sesi")
    await expect(page.get_by_text("Perangkat ini", exact=True)).to_have_count(1)
    await context.close()
