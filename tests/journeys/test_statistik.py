"""Anybody reads the public figures: on a phone, without JavaScript, from the edge's store."""

from __future__ import annotations

import asyncio
import base64
import sys
import time
from collections.abc import Sequence
from datetime import timedelta

import aiohttp
import asyncpg
import pytest
from playwright.async_api import expect

from deploy.local.system import System
from shared import clock
from shared.bus import outbox
from shared.events import envelope
from shared.events.domisili import DomisiliOpened, MasaOrang, RincianDomisili
from shared.ids import uuid7
from tests.house.tree import ROOT
from tests.journeys.eye import DESKTOP, PHONE, Eye, Open

pytestmark = [pytest.mark.journey, pytest.mark.browser]

API = "/api/v1/reporting/statistik"
TUJUAN = (("34.04.07.2001", 23), ("34.71.01.1001", 12), ("35.78.01.1001", 44), ("73.71.01.1001", 7))


def stay_of(desa: str, people: int) -> DomisiliOpened:
    """Return a stay that has been counted for two months and goes on."""
    today = clock.today_in("Asia/Jakarta")
    start, end = today - timedelta(days=62), today + timedelta(days=60)
    masa = tuple(
        MasaOrang(
            orang_id=uuid7(), jenis_kelamin="LP"[n % 2], tanggal_mulai=start, tanggal_selesai=end,
            kelompok_umur=("5-9", "20-24", "25-29", "75+")[n % 4],
        )
        for n in range(people)
    )  # fmt: skip
    stay = uuid7()
    return DomisiliOpened(
        aggregate_id=stay, version=1, permohonan_id=stay, kode_wilayah_tujuan=desa,
        kode_wilayah_asal="33.10.05.2011", keperluan="pendidikan", tanggal_mulai=start,
        tanggal_berakhir=end, orang=masa, masa=masa,
        pribadi=RincianDomisili(rt="1", rw="1", dusun=""),
    )  # fmt: skip


async def tell(system: System, stays: Sequence[DomisiliOpened]) -> None:
    """Let registration tell the stays."""
    name, key = system.servers.environment("identity")["BUS_KEYS"].split(":", 1)
    envelope.use({name: base64.b64decode(key)})
    conn = await asyncpg.connect(system.servers.database_url("registration"))
    try:
        async with conn.transaction():
            await outbox.emit_all(conn, stays)
    finally:
        await conn.close()


async def publish(system: System) -> None:
    """Run the command that publishes before the month is over."""
    command = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.reporting", "terbitkan",
        env=system.servers.environment("reporting"), cwd=ROOT,
    )  # fmt: skip
    assert await command.wait() == 0


@pytest.fixture
async def published(system: System) -> System:
    """The system with figures for three provinces."""
    await tell(system, [stay_of(*each) for each in TUJUAN])
    end = time.monotonic() + 60
    async with aiohttp.ClientSession(system.url) as asker:
        while True:
            await publish(system)
            # With a language asked for, nothing is kept on the way.
            async with asker.get(f"{API}/73?lang=id") as answer:
                if answer.status == 200 and (await answer.json())["bulan"][-1]["jumlah"]:
                    return system
            assert time.monotonic() < end
            await asyncio.sleep(0.5)


async def test_the_public_figures_at_every_level(published: System, opened: Open, eye: Eye) -> None:
    page = await opened(DESKTOP)
    for path, name in (
        ("/statistik", "nasional"), ("/statistik/34", "provinsi"),
        ("/statistik/34.04", "kabupaten"), ("/statistik/34.04.07", "kecamatan"),
        ("/statistik/data", "data"), ("/statistik?lang=en", "nasional-en"),
    ):  # fmt: skip
        await page.goto(path)
        await eye.look(page, f"statistik-{name}")
    eye.check()


async def test_from_the_nation_down_to_a_kecamatan_without_javascript(
    published: System, opened: Open
) -> None:
    page = await opened(PHONE, plain=True)
    await page.goto("/")
    await page.get_by_role("link", name="Statistik").click()
    for name in ("Jawa Timur", "Kota Surabaya", "Karang Pilang"):
        await page.get_by_role("table").first.get_by_role("link", name=name, exact=True).click()
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await expect(page.get_by_text("data per").first).to_be_visible()
    await page.get_by_role("link", name="Data terbuka (CSV)").click()
    async with page.expect_download() as download:
        await page.get_by_role("link", name="wilayah.csv").click()
    assert "35.78.01" in (await (await download.value).path()).read_text()


async def test_the_edge_keeps_a_page_for_who_brings_nothing(published: System) -> None:
    async with aiohttp.ClientSession(published.url) as asker:
        for path in ("/statistik/35", f"{API}/35", "/statistik/data/arus.csv"):
            ids = set()
            for _ in range(2):
                async with asker.get(path) as answer:
                    assert answer.headers["Cache-Control"] == "public, max-age=300"
                    ids.add(answer.headers["X-Request-ID"])
                    tag = answer.headers["ETag"]
            # The second answer is the first one again: no service was asked.
            assert len(ids) == 1
            async with asker.get(path, headers={"If-None-Match": tag}) as answer:
                assert answer.status == 304
            async with asker.get(path, headers={"Cookie": "tema=dark"}) as answer:
                assert answer.headers["X-Request-ID"] not in ids
                assert answer.headers["Cache-Control"] == "no-store"
