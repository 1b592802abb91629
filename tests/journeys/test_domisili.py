"""A stay lives: longer, a member leaves, corrected, a second one is asked about, all leave."""

from __future__ import annotations

import re
import time

import pytest
from playwright.async_api import Browser as Chromium

from deploy.local.system import System
from deploy.local.walk.__main__ import Walk
from deploy.local.walk.officer import Account, Officer
from deploy.local.walk.resident import Resident, expect
from shared import clock
from tests.journeys.levels import hand_on
from tests.journeys.test_jejak import _every_page_is_well as every_page_is_well
from tests.journeys.walked import verified_walk

pytestmark = [pytest.mark.journey, pytest.mark.browser]

PERSON = re.compile(r'name="orang" value="([0-9a-f-]{36})"')
DETAIL = re.compile(r"/permohonan/([0-9a-f-]{36})")
LOA_IPUH = "64.02.06.1002"


async def test_a_stay_is_extended_left_corrected_asked_about_and_ended(
    system: System, accounts: list[Account], chromium: Chromium
) -> None:
    async with verified_walk(system, accounts, "tinggal") as (walk, who):
        await walk._stay_in_bantul()
        path = await _path_of_stay(who)
        await _extend(who, path)
        await _member_leaves(who, path)
        bantul = walk.officer("34.02")
        await _correct(bantul, path)
        pages = tuple(f"{path}/{page}" for page in ("perpanjang", "pergi", "tinggal"))
        await every_page_is_well(system, chromium, who.browser, (path, *pages, "/beranda"))
        await every_page_is_well(system, chromium, bantul.browser, (f"{path}/koreksi",))
        await _second_stay(system, walk)
        task = await _answer_case(walk)
        await every_page_is_well(system, chromium, bantul.browser, (task,))
        await _everybody_leaves(who, path)


async def _path_of_stay(who: Resident) -> str:
    page = await who.until("/permohonan", "Terdaftar")
    return next(f"/permohonan/{found[1]}" for link in page.links if (found := DETAIL.match(link)))


async def _extend(who: Resident, path: str) -> None:
    browser = who.browser
    page = expect(await browser.open(f"{path}/perpanjang"), 200, "pindah datang")
    expect(await browser.submit(page, "/perpanjang"), 422, "Pilih sampai kapan")
    page = await browser.submit(page, "/perpanjang", jangka_waktu="12")
    expect(page, 200, "Masa tinggal diperpanjang sampai", "Terdaftar sampai")
    expect(await browser.open(f"{path}/perpanjang"), 200, "sudah genap 1 tahun")
    expect(await browser.open("/beranda"), 200, "Terdaftar sampai", "Lapor pergi")


async def _member_leaves(who: Resident, path: str) -> None:
    browser = who.browser
    page = expect(await browser.open(f"{path}/pergi"), 200, "Anak Pertama", "Anak Kedua")
    expect(await browser.submit(page, "/pergi", siapa="sebagian"), 422, "Pilih siapa yang pergi.")
    first = PERSON.findall(page.html)[0]
    page = await browser.submit(page, "/pergi", siapa="sebagian", orang=first)
    expect(page, 200, "Laporkan kepergian ini?", person_name(who))
    expect(await browser.submit(page, "/pergi"), 200, "Laporan pergi sudah dicatat.")
    expect(await browser.open(f"{path}/tinggal"), 200, "Sebagian pergi", "Sudah selesai")


def person_name(who: Resident) -> str:
    """Return the resident's own name, who stays."""
    return who.person.nama


async def _correct(officer: Officer, path: str) -> None:
    browser = officer.browser
    page = expect(await browser.open(f"{path}/koreksi"), 200, "Koreksi baru")
    expect(await browser.submit(page, "/koreksi"), 422, "Pilih apa yang dikoreksi.")
    gone = PERSON.findall(page.html)[-1]
    page = await browser.submit(
        page, "/koreksi", tindakan="keluarkan", orang=gone, dasar="salah_orang"
    )
    expect(page, 200, "Koreksi dicatat.", "Mengoreksi catatan 1")


async def _second_stay(system: System, walk: Walk) -> None:
    who, officer = walk.resident, walk.officer("64.02")
    await officer.log_in()
    permohonan_id, number = await who.hand_in(LOA_IPUH, clock.today_in("Asia/Makassar"), 0)
    await hand_on(system, number, LOA_IPUH)
    page = await officer.claim(await officer.find(number), who.person.nama)
    await officer.approve(page)
    await who.until(f"/permohonan/{permohonan_id}", "Terdaftar sampai")


async def _answer_case(walk: Walk) -> str:
    officer = walk.officer("34.02")
    browser = officer.browser
    page = await officer_until(officer, "/verifikasi?jenis=kasus", "Dugaan domisili ganda")
    task = next(link for link in page.links if re.match(r"/verifikasi/[0-9a-f-]{36}", link))
    page = expect(await browser.open(task), 200, "Dugaan ganda di", "Kutai Kartanegara")
    page = expect(await browser.submit(page, "/ambil"), 200, "Bukan ganda")
    checks = {
        name: "sesuai" for name in page.form("/keputusan").names if name.startswith("periksa_")
    }
    expect(await browser.submit(page, "/keputusan", press="approved", **checks), 200)
    task = task.partition("?")[0]
    expect(await browser.open(task), 200, "Bukan ganda oleh")
    return task


async def officer_until(officer: Officer, path: str, part: str):  # type: ignore[no-untyped-def]
    """Return the page once it says so."""
    end = time.monotonic() + 30
    while part not in (page := await officer.browser.open(path)).text:
        assert time.monotonic() < end, page.text[:600]
    return page


async def _everybody_leaves(who: Resident, path: str) -> None:
    browser = who.browser
    page = await browser.open(f"{path}/pergi")
    page = await browser.submit(page, "/pergi", siapa="semua", cara="moved")
    expect(page, 200, "Laporkan kepergian ini?")
    page = await browser.submit(page, "/pergi")
    expect(page, 200, "Laporan pergi sudah dicatat.", "Anda pindah menetap.", "Berakhir")
