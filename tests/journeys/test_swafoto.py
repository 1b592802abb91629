"""Advice on a selfie, the spoken captcha, and the two faces, in a browser with and without JS."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, ImageFilter
from playwright.async_api import expect

from deploy.local.system import System
from deploy.local.walk.officer import Account
from deploy.local.walk.person import selfie
from tests.journeys.eye import DESKTOP, PHONE, Eye, Open
from tests.journeys.people import Resident, new_resident, officer_of, press, until

pytestmark = [pytest.mark.journey, pytest.mark.browser]

GALLERY = "input[name=swafoto_galeri]"
SOUND = """async () => {
  const player = document.querySelector("audio");
  player.muted = true;
  const heard = new Promise((done, failed) => {
    player.oncanplaythrough = () => done(player.duration);
    player.onerror = () => failed(new Error("no sound"));
  });
  player.load();
  await player.play();
  return heard;
}"""
SEEN = "() => [...document.querySelectorAll('.np-wajah img')].map((face) => face.naturalWidth)"


def file_of(content: bytes) -> Any:
    return {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": content}


def wall() -> bytes:
    """Return a photo that nobody is on."""
    out = io.BytesIO()
    Image.new("RGB", (900, 1200), "#7d8b99").save(out, "JPEG")
    return out.getvalue()


async def to_step_three(who: Resident) -> None:
    """Fill in the first two steps without needing JavaScript."""
    page, person = who.page, who.person
    await page.goto("/daftar")
    for name, value in (
        ("nik", person.nik), ("nama", person.nama), ("kk", person.kk), ("alamat", person.alamat),
    ):  # fmt: skip
        await page.fill(f"#{name}", value)
    if not await page.evaluate("() => document.documentElement.classList.contains('js')"):
        await page.get_by_role("button", name="Muat pilihan berikutnya").last.click()
    await expect(page.locator("#ktp_kecamatan")).to_have_value(person.kode_wilayah[:8])
    await page.select_option("#ktp_kelurahan", person.kode_wilayah)
    await press(page, "Lanjut ke kontak")
    await who.write_contact()
    await press(page, "Lanjut ke swafoto")


async def test_with_javascript_advice_comes_at_once_and_the_code_can_be_heard(
    system: System, opened: Open, eye: Eye
) -> None:
    who = await new_resident(system, await opened(PHONE))
    page = who.page
    await to_step_three(who)
    assert 3 < await page.evaluate(SOUND) < 10
    await page.set_input_files(GALLERY, file_of(wall()))
    status = page.locator(".np-foto [role=status]")
    await expect(status).to_contain_text("Wajah tidak terlihat.")
    await expect(status).to_contain_text("Anda boleh tetap memakai foto ini.")
    await press(page, "Kirim pendaftaran")
    await expect(page.get_by_text("Saran untuk swafoto Anda")).to_be_visible()
    await eye.look(page, "daftar-3-saran")
    await page.fill("#captcha", system.settings.local_captcha_answer)
    await page.check("#setuju")
    await press(page, "Pakai foto ini")
    await page.wait_for_url("**/daftar/selesai")
    await page.goto("/masuk")
    assert 3 < await page.evaluate(SOUND) < 10
    await eye.look(page, "masuk-suara")
    eye.check()


async def test_without_javascript_advice_comes_before_sending(system: System, opened: Open) -> None:
    who = await new_resident(system, await opened(PHONE, plain=True))
    page = who.page
    await to_step_three(who)
    await page.set_input_files(GALLERY, file_of(wall()))
    await who.finish(system.settings.local_captcha_answer)
    await expect(page.get_by_text("Belum terkirim.")).to_be_visible()
    await expect(page.get_by_text("Wajah tidak terlihat.")).to_be_visible()
    await press(page, "Ganti foto")
    await expect(page.get_by_text("Saran untuk swafoto Anda")).to_have_count(0)
    await page.set_input_files(GALLERY, file_of(wall()))
    await press(page, "Kirim pendaftaran")
    await press(page, "Pakai foto ini")
    assert page.url.endswith("/daftar/selesai")


async def test_the_officer_sees_both_faces_and_the_hint(
    system: System, accounts: list[Account], opened: Open, eye: Eye
) -> None:
    who = await new_resident(system, await opened(PHONE))
    page = who.page
    await to_step_three(who)
    blurred = Image.open(io.BytesIO(selfie(who.person.nik))).filter(ImageFilter.GaussianBlur(5))
    out = io.BytesIO()
    blurred.save(out, "JPEG")
    await page.set_input_files(GALLERY, file_of(out.getvalue()))
    await expect(page.locator(".np-foto [role=status]")).to_contain_text("Foto buram.")
    await who.finish(system.settings.local_captcha_answer)
    await page.wait_for_url("**/daftar/selesai")
    await who.open_link()
    await press(page, "Ya, ini email saya")
    await page.goto("/masuk")
    await who.log_in(system.settings.local_captcha_answer)
    await until(page, "/akun/status", "Nomor akun")
    words = (await page.inner_text("main")).split()
    klaten = officer_of(accounts, "33.10", 0, await opened(DESKTOP))
    await klaten.log_in()
    await klaten.find(next(word for word in words if word.startswith("A0")))
    card = klaten.page.locator(".np-wajah")
    await expect(card.get_by_role("img")).to_have_count(2)
    await klaten.page.wait_for_load_state("networkidle")
    assert await klaten.page.evaluate(SEEN) == [720, 300]
    await expect(klaten.page.get_by_text("Petunjuk otomatis untuk swafoto: buram.")).to_be_visible()
    await expect(card).to_contain_text("Petugas tetap menilai sendiri.")
    await eye.look(klaten.page, "kartu-dua-wajah")
    eye.check()
