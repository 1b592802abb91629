"""An empty projection, and stays put into it."""

from collections.abc import AsyncIterator, Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from services.reporting.domisili.actions import take_in
from shared import clock
from shared.db import Database
from shared.events.domisili import DomisiliOpened
from shared.instansi.reactions import on_instansi_changed
from tests.conftest import AppOf, DatabaseOf
from tests.reporting.stays import DESA, KUTAI, TAHUN, Stay, a_stay, office

EMPTY = (
    "DELETE FROM laporan_langkah", "DELETE FROM laporan", "DELETE FROM laporan_pengingat",
    "DELETE FROM outbox", "DELETE FROM aktivitas",
    "DELETE FROM tinggal", "DELETE FROM domisili", "DELETE FROM penghitung", "DELETE FROM arsip",
    "DELETE FROM terbitan", "DELETE FROM statistik_bulanan", "DELETE FROM statistik_rincian",
    "DELETE FROM permohonan", "DELETE FROM instansi_dikenal", "DELETE FROM penanda_tangan",
)  # fmt: skip
Get = Callable[..., Any]


@pytest.fixture
async def empty(database_of: DatabaseOf) -> AsyncIterator[Database]:
    """The reporting database with nothing counted."""
    async with database_of("reporting") as database:
        async with database.transaction() as conn:
            for statement in EMPTY:
                await conn.execute(statement)
        yield database


async def count(database: Database, stays: list[Stay], random: Random | None = None) -> None:
    """Let the reactions hear what the stays tell; with `random`, twice and out of order."""
    events = [event for stay in stays for event in stay.events]
    if random:
        events = events * 2
        opened = [event for event in events if isinstance(event, DomisiliOpened)]
        ended = [event for event in events if not isinstance(event, DomisiliOpened)]
        random.shuffle(opened)
        random.shuffle(ended)
        events = [*opened, *ended]
    async with database.transaction() as conn:
        for event in events:
            await take_in(conn, [event])


@pytest.fixture
async def counted(empty: Database) -> Database:
    """Bantul with three persons since 40 days, one of them gone since 5 days, and two of today."""
    today = clock.today_in("Asia/Jakarta")
    old = a_stay("34.02.15.2004", today - timedelta(days=40), 300, "LPP")
    old.end([old.persons[0].orang_id], today - timedelta(days=5))
    await count(empty, [old, a_stay("34.02.12.2001", today, 30, "LL")])
    return empty


@pytest.fixture
async def client(app_of: AppOf) -> AsyncIterator[tuple[TestClient[Any, Any], Any]]:
    """The web side of reporting, and `sign`."""
    app, sign = app_of("reporting")
    async with TestClient(TestServer(app)) as open_client:
        yield open_client, sign


@pytest.fixture
def get(client: tuple[TestClient[Any, Any], Any]) -> Get:
    """`await get("/rekap", "petugas", "34.02")` returns status, body and headers."""
    browser, sign = client

    async def fetch(path: str, peran: str = "petugas", wilayah: str = "34.02") -> Any:
        headers = {"Authorization": f"Bearer {sign(peran, wilayah)}", "Accept": "text/html"}
        async with browser.get(path, headers=headers, allow_redirects=False) as response:
            return response.status, await response.read(), response.headers

    return fetch


@pytest.fixture
def send(client: tuple[TestClient[Any, Any], Any]) -> Get:
    """`await send("PUT", path, body, "camat", "34.02.15")` returns status and JSON."""
    browser, sign = client

    async def ask(method: str, path: str, body: Any, peran: str, wilayah: str) -> Any:
        headers = {"Authorization": f"Bearer {sign(peran, wilayah)}"}
        async with browser.request(method, path, headers=headers, json=body) as response:
            return response.status, await response.json()

    return ask


@pytest.fixture
async def kutai(empty: Database) -> Database:
    """Kutai with three persons of one RT at the end of 2025, and its office with its pack."""
    async with empty.transaction() as conn:
        await on_instansi_changed(conn, office("64.02", KUTAI, kota="Tenggarong"))
    await count(empty, [a_stay(DESA, date(2025, 10, 1), 200, "LLP", rt="3")])
    return empty


@pytest.fixture
def act(send: Any) -> Any:
    """`await act(unit, "siapkan", peran, wilayah)` does one step and returns status and state."""

    async def step(unit: str, what: str, peran: str, area: str, alasan: str = "") -> Any:
        path = f"/api/v1/reporting/laporan/{unit}/{TAHUN}/{what}"
        return await send("POST", path, {"alasan": alasan}, peran, area)

    return step
