"""The queue at work: by keys alone, live beside a colleague, several at once, without scripts."""

from __future__ import annotations

import re
from collections import Counter
from uuid import uuid4

import pytest
from aiohttp import ClientSession
from playwright.async_api import Browser, Page, expect

from deploy.local.system import System
from shared import clock
from tests.faults.load import REGISTRATION
from tests.faults.people import VILLAGES, Registry, Resident
from tests.journeys.eye import Eye
from tests.journeys.forged import officer_at
from tests.journeys.people import press, until

pytestmark = [pytest.mark.journey, pytest.mark.browser]

KANTOR = "31"
MOST_KEYS = 12
QUEUE = "/verifikasi?jenis=permohonan"


@pytest.fixture(scope="module")
async def residents(system: System) -> list[Resident]:
    """Residents who may hand in."""
    return await Registry(system.servers).verified_residents(5)


async def hand_in(system: System, who: Resident) -> str:
    """Hand a permohonan in, to Jakarta's office, and return its number."""
    body = {
        "keperluan": "bekerja", "tanggal_datang": clock.today_in("Asia/Jakarta").isoformat(),
        "jangka_waktu": 6, "alamat": "Jalan Uji 1", "rt": "1", "rw": "2",
        "kode_wilayah": VILLAGES[KANTOR], "pengikut": [],
    }  # fmt: skip
    headers = {"Authorization": who.bearer, "Idempotency-Key": uuid4().hex}
    async with ClientSession() as client:
        while True:
            async with client.post(system.url + REGISTRATION, json=body, headers=headers) as got:
                answer = await got.json()
                # The akun is known to registration a moment after identity told it.
                if got.status not in (403, 409, 503):
                    assert got.status == 201, answer
                    return str(answer["nobukti"])


class Keys:
    """A keyboard that counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed: Counter[str] = Counter()

    async def press(self, *keys: str) -> None:
        for key in keys:
            self.pressed[key] += 1
            await self.page.keyboard.press(key)

    async def go(self, *keys: str) -> None:
        """Press keys of which the last one leads to another page."""
        async with self.page.expect_navigation():
            await self.press(*keys)


async def test_a_clean_case_takes_twelve_keys_at_most(
    system: System, chromium: Browser, residents: list[Resident], eye: Eye
) -> None:
    for who in residents[:2]:
        await hand_in(system, who)
    async with officer_at(system, chromium, eye, "petugas", KANTOR) as context:
        page = await context.new_page()
        await until(page, QUEUE, "W")
        for way in (("j", "Enter", "s", "Enter"), ("a", "Enter")):
            await page.goto(QUEUE)
            keys = Keys(page)
            await keys.go(*way[:2])
            if way[2:]:
                await keys.go(*way[2:])
            await keys.press("1", "2", "3", "4", "5", "6")
            await expect(page.get_by_text("Semua butir sudah diperiksa")).to_be_visible()
            await keys.go("s", "Enter")
            await expect(page.get_by_role("status").first).to_contain_text("disetujui pukul")
            assert keys.pressed.total() <= MOST_KEYS
        await page.keyboard.press("/")
        await page.keyboard.type("jk1?")
        assert await page.locator("input[name=q]").input_value() == "jk1?"
        await page.locator("main").focus()
        await page.keyboard.press("?")
        await expect(page.get_by_text("ke tombol keputusan")).to_be_visible()
        await press(page, "Matikan pintasan")
        await page.keyboard.press("j")
        assert await page.evaluate("document.activeElement.tagName") == "BODY"
        await expect(page.locator("kbd").first).to_be_hidden()
    eye.check()


async def test_a_page_changes_under_a_colleagues_hands_and_stays_where_it_is(
    system: System, chromium: Browser, residents: list[Resident], eye: Eye
) -> None:
    first = await hand_in(system, residents[2])
    async with (
        officer_at(system, chromium, eye, "supervisor", KANTOR) as hers,
        officer_at(system, chromium, eye, "petugas", KANTOR) as his,
    ):
        page, other = await hers.new_page(), await his.new_page()
        await until(page, QUEUE, first)
        await page.evaluate("window.tetap = true")
        tab = page.locator(".np-tab-hitung [data-hitung=permohonan]")
        before = int(re.sub(r"\D", "", await tab.inner_text()))
        await hand_in(system, residents[3])
        await expect(page.locator("[data-baru]")).to_have_text("1 tugas baru · Muat ulang")
        await expect(tab).to_have_text(f"Permohonan {before + 1}")
        await until(other, QUEUE, first)
        await other.locator("li", has_text=first).get_by_role("checkbox").check()
        await expect(other.locator("[data-dipilih]")).to_have_text("1 dipilih")
        await press(other, "Ambil")
        row = page.locator("li", has_text=first)
        await expect(row.locator("[data-milik]")).to_contain_text("Petugas Uji", timeout=25_000)
        assert await page.evaluate("window.tetap")
        await eye.look(page, "antrean-langsung")
        await row.get_by_role("checkbox").check()
        await eye.look(page, "antrean-dipilih")
        await other.clock.install()
        await other.locator("li", has_text=first).get_by_role("link").click()
        async with other.expect_response("**/perpanjang") as renewed:
            await other.clock.fast_forward(241_000)
        assert (await renewed.value).status == 200
        await row.get_by_role("link").click()
        await eye.look(page, "antrean-ambil-alih")
        await press(page, "Ambil alih")
        await expect(other.locator("#periksa")).to_contain_text(
            "sudah diambil Petugas Uji", timeout=25_000
        )
        await page.goto("/verifikasi/pembagian")
        await eye.look(page, "pembagian")
    eye.check()


async def test_without_scripts_several_are_taken_and_the_limit_is_set(
    system: System, chromium: Browser, residents: list[Resident], eye: Eye
) -> None:
    number = await hand_in(system, residents[4])
    async with officer_at(system, chromium, eye, "kepala_dinas", KANTOR, scripts=False) as context:
        page = await context.new_page()
        await until(page, QUEUE, number)
        await expect(page.get_by_text("Untuk yang dipilih")).to_be_visible()
        await press(page, "Ambil")
        await expect(page.get_by_role("alert")).to_contain_text("Pilih tugas dari daftar dulu.")
        await page.locator("li", has_text=number).get_by_role("checkbox").check()
        await press(page, "Ambil")
        await expect(page.get_by_role("status").first).to_contain_text("1 tugas Anda ambil.")
        await page.goto("/verifikasi/pembagian")
        await page.fill("#batas", "25")
        await press(page, "Simpan batas")
        await expect(page.locator("main")).to_contain_text("Batas tersimpan: 25 tugas")
    eye.check()
