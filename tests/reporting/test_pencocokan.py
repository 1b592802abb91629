"""A difference between the ledger and the counts is found, named by area and day, and goes away."""

from datetime import date
from typing import Any

import pytest

from services.registration.pencocokan.actions import Told, tell_changed
from services.reporting.pencocokan.actions import compare_all
from services.reporting.pencocokan.queries import list_selisih, set_buku
from shared.db import Database
from shared.events.pencocokan import PencocokanTold, SidikHari
from shared.ids import uuid7
from tests.conftest import ConnOf
from tests.reporting.conftest import count
from tests.reporting.stays import a_stay

BULAN, HARI = date(2026, 3, 1), date(2026, 3, 9)
# The statement of registration's side, over the made-up person of reporting.
SIDIK = """
SELECT sum(hashtextextended(concat_ws('|', t.orang_id, d.kode_wilayah, t.jenis_kelamin, t.mulai,
    t.selesai), 0))::text FROM tinggal AS t JOIN domisili AS d ON d.id = t.domisili_id
"""


@pytest.fixture
async def matched(empty: Database) -> Database:
    """One stay of two persons, and the ledger's digest of them."""
    await count(empty, [a_stay("34.02.15.2004", HARI, 30, "LP")])
    async with empty.transaction() as conn:
        for table in ("pencocokan_buku", "pencocokan_bulan", "selisih"):
            await conn.execute(f"DELETE FROM {table}")
        told = SidikHari(
            kode_kabupaten="34.02", hari=HARI, jumlah=2, sidik=await conn.fetchval(SIDIK)
        )
        await set_buku(conn, BULAN, 2, [told])
        await set_buku(conn, BULAN, 1, [])
    return empty


async def found(database: Database) -> list[Any]:
    await compare_all(database)
    await compare_all(database)
    async with database.connection() as conn:
        return [satu[:4] for satu in await list_selisih(conn)]


async def test_what_is_the_same_differs_nowhere(matched: Database) -> None:
    assert await found(matched) == []


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        ("DELETE FROM tinggal WHERE jenis_kelamin = 'P'", 1),
        ("UPDATE tinggal SET selesai = selesai + 1 WHERE jenis_kelamin = 'P'", 2),
        ("UPDATE tinggal SET jenis_kelamin = 'L'", 2),
        ("UPDATE domisili SET kode_wilayah = '34.02.15.2003'", 2),
        ("UPDATE tinggal SET selesai = mulai", 0),
    ],
)
async def test_whatever_is_changed_by_hand_is_named_by_area_and_day(
    matched: Database, change: str, seen: int
) -> None:
    async with matched.transaction() as conn:
        await conn.execute(change)
    assert await found(matched) == [("34.02", HARI, 2, seen)]


async def test_a_difference_that_is_put_right_is_gone(matched: Database, get: Any) -> None:
    async with matched.transaction() as conn:
        await conn.execute("UPDATE tinggal SET mulai = mulai - 1")
    assert len(await found(matched)) == 2
    _, body, _ = await get("/rekap/pencocokan", "petugas_kementerian", "")
    assert b"Kabupaten Bantul" in body
    assert (await get("/rekap/pencocokan", "petugas", "34.02"))[0] == 403
    async with matched.transaction() as conn:
        await conn.execute("UPDATE tinggal SET mulai = mulai + 1")
    assert await found(matched) == []


async def test_registration_tells_a_month_again_only_when_it_changed(conn_of: ConnOf) -> None:
    told: Told = {}
    async with conn_of("registration") as conn:
        first = await tell_changed(conn, told)
        assert await tell_changed(conn, told) == 0
    assert first == len(told)
    event = PencocokanTold(aggregate_id=uuid7(), version=1, bulan=BULAN)
    assert event.routing_key() == "registration.pencocokan.told.v1.-.-.-.-"
