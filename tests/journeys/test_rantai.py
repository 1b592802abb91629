"""A day in Bantul and one in Kutai Kartanegara, as their regulations describe the check."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser as Chromium
from playwright.async_api import Page, expect

from deploy.local.system import System
from deploy.local.walk.__main__ import LOA_IPUH, PANGGUNGHARJO, Walk
from deploy.local.walk.officer import Account
from deploy.local.walk.resident import Resident
from deploy.local.walk.resident import expect as said
from shared import clock
from tests.journeys.eye import DESKTOP, HEIGHT, PHONE, Eye
from tests.journeys.people import follow, press, until
from tests.journeys.test_buku import enter
from tests.journeys.walked import verified_walk

pytestmark = [pytest.mark.journey, pytest.mark.browser]

NOTE = "Nomor rumah belum dilihat di tempat oleh petugas kalurahan."


async def test_a_day_in_bantul_and_one_in_kutai_kartanegara(
    system: System, accounts: list[Account], chromium: Chromium, eye: Eye
) -> None:
    async with verified_walk(system, accounts, "rantai") as (walk, who):
        await bantul(system, chromium, eye, who)
        await kutai(walk)
    eye.check()


async def bantul(system: System, chromium: Chromium, eye: Eye, who: Resident) -> None:
    """Ps 13: the officer whom the Lurah Desa names checks; the Dinas asks once more."""
    permohonan_id, number = await who.hand_in(PANGGUNGHARJO, clock.today_in("Asia/Jakarta"), 1)
    path = f"/permohonan/{permohonan_id}"
    desa = await enter(system, chromium, eye, "petugas_desa", PANGGUNGHARJO)
    dinas = await enter(system, chromium, eye, "petugas", "34.02")
    await who.until(path, "Diperiksa Kalurahan", "Menunggu diperiksa")
    await find(desa, number)
    await eye.look(desa, "tugas-kalurahan")
    await check_and_hand_on(desa, eye)
    await find(dinas, number)
    await claim(dinas)
    await dinas.set_viewport_size({"width": PHONE, "height": HEIGHT})
    await follow(dinas, dinas.get_by_role("button", name="Kembalikan ke Kalurahan"))
    await expect(dinas.get_by_role("alert")).to_contain_text("Pilih alasan mengembalikan")
    await eye.look(dinas, "tugas-kembalikan-galat")
    await dinas.select_option("#alasan_kembali", "alamat")
    await dinas.fill("#catatan_kembali", NOTE)
    await follow(dinas, dinas.get_by_role("button", name="Kembalikan ke Kalurahan"))
    await expect(dinas.get_by_role("status").first).to_contain_text("dikembalikan ke kalurahan")
    await dinas.set_viewport_size({"width": DESKTOP, "height": HEIGHT})
    await until(desa, "/verifikasi", number)
    await find(desa, number)
    await expect(desa.get_by_text(NOTE).first).to_be_visible()
    await check_and_hand_on(desa, None)
    await find(dinas, number)
    await eye.look(dinas, "tugas-rantai")
    await claim(dinas)
    await answer_all(dinas)
    await follow(dinas, dinas.locator("button[value=approved]"))
    page = await who.until(path, "Terdaftar", "Diperiksa Kalurahan")
    assert NOTE not in page.text


async def find(page: Page, number: str) -> None:
    """Open the task once it is in the queue and its owners know at which level it stands."""
    await until(page, f"/verifikasi?q={number}", number)
    await page.goto(str(await page.locator(".np-antrean a").first.get_attribute("href")))
    await until(page, page.url, "Kost Melati", "Data dibandingkan dengan Dukcapil")


async def claim(page: Page) -> None:
    await follow(page, page.locator("main form[action*='/ambil'] button").last)


async def answer_all(page: Page) -> None:
    rows = page.locator("[data-periksa]")
    for number in range(1, await rows.count() + 1):
        await page.keyboard.press(str(number))
    await expect(page.get_by_text("Semua butir sudah diperiksa")).to_be_visible()


async def check_and_hand_on(page: Page, eye: Eye | None) -> None:
    """Open checks are refused; with all of them the task goes on."""
    await claim(page)
    if eye:
        await follow(page, page.get_by_role("button", name="Teruskan ke Disdukcapil"))
        await expect(page.get_by_role("alert")).to_contain_text("belum diperiksa")
        await eye.look(page, "tugas-kalurahan-galat")
    await answer_all(page)
    await follow(page, page.get_by_role("button", name="Teruskan ke Disdukcapil"))
    await expect(page.get_by_role("status").first).to_contain_text("diteruskan ke disdukcapil")
    if eye:
        await eye.look(page, "antrean-kalurahan")
        await press(page, "Selesai")
        await eye.look(page, "antrean-kalurahan-selesai")


async def kutai(walk: Walk) -> None:
    """Ps 11 and 13: the RT's head checks, then Kelurahan and Kecamatan; the RT is asked twice."""
    who = walk.resident
    rt, lurah = walk.officer(LOA_IPUH), walk.officer(LOA_IPUH, 1)
    camat, dinas = walk.officer(LOA_IPUH[:8]), walk.officer("64.02")
    permohonan_id, number = await who.hand_in(LOA_IPUH, clock.today_in("Asia/Makassar"), 0)
    path, name = f"/permohonan/{permohonan_id}", who.person.nama
    for one in (rt, lurah, camat, dinas):
        await one.log_in()
    task = await rt.find(number)
    said(await lurah.browser.open(f"/verifikasi?q={number}"), 200, "Tidak ditemukan")
    assert (await lurah.browser.open(task)).status in (403, 404)
    await rt.hand_on(task, name, "Kost Melati")
    await lurah.find(number)
    page = await lurah.claim(task, name)
    page = await lurah.browser.submit(
        page, "/turunkan", alasan_kembali="orang", catatan_kembali=NOTE
    )
    said(page, 200, "dikembalikan ke rt")
    await rt.find(number)
    await rt.hand_on(task, name, NOTE)
    await lurah.find(number)
    await lurah.hand_on(task, name)
    await camat.find(number)
    await camat.hand_on(task, name)
    page = await dinas.claim(await dinas.find(number), "Kecamatan: Diteruskan ke Disdukcapil")
    await dinas.approve(page)
    page = await who.until(path, "Terdaftar", "Diperiksa RT", "Diperiksa Kelurahan")
    assert NOTE not in page.text
