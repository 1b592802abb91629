"""Counts follow stays: every level, every date, whatever order the events come in."""

import asyncio
from datetime import timedelta
from random import Random

import pytest
from asyncpg import CheckViolationError

from services.reporting.app import SERVICE
from services.reporting.domisili.actions import take_in
from services.reporting.penghitung.models import Angka
from services.reporting.penghitung.queries import list_tren
from services.reporting.rekap.actions import make_rekap
from services.reporting.rekap.alamat import Unit
from shared.bus.inbox import Inbox, Stumbled
from shared.bus.reaction import Retry
from shared.db import Database
from shared.events.envelope import Received, from_message, to_row
from shared.wilayah.kode import NASIONAL, jalur_of
from tests.reporting.conftest import count
from tests.reporting.stays import FIRST, VILLAGES, Stay, a_stay, random_stays, recount

DAY = FIRST + timedelta(days=10)


async def at(database: Database, kode: str, day: object) -> Angka:
    async with database.connection() as conn:
        return (await list_tren(conn, kode, [day]))[0].angka  # type: ignore[list-item]


async def test_a_stay_counts_from_its_first_day_until_before_its_last(empty: Database) -> None:
    await count(empty, [a_stay("34.02.15.2004", DAY, 30, "LP")])
    days = [DAY + timedelta(days=n) for n in (-1, 0, 29, 30)]
    found = [(await at(empty, "34.02", day)).jumlah for day in days]
    assert found == [0, 2, 2, 0]


async def test_an_early_end_takes_back_the_planned_one(empty: Database) -> None:
    stay = a_stay("34.02.15.2004", DAY, 30, "LP")
    stay.end([stay.persons[0].orang_id], DAY + timedelta(days=3))
    await count(empty, [stay])
    found = [await at(empty, NASIONAL, DAY + timedelta(days=n)) for n in (2, 3, 30)]
    assert found == [(1, 1), (0, 1), (0, 0)]


async def test_an_end_before_the_beginning_leaves_no_trace(empty: Database) -> None:
    stay = a_stay("34.02.15.2004", DAY, 30)
    stay.end([stay.persons[0].orang_id], DAY - timedelta(days=3))
    await count(empty, [stay])
    assert await at(empty, "34", DAY) == (0, 0)


async def test_an_end_heard_before_its_stay_comes_back_later(empty: Database) -> None:
    stay = a_stay("34.02.15.2004", DAY, 30)
    stay.end([stay.persons[0].orang_id], DAY + timedelta(days=1))
    opened, ended = stay.events
    with pytest.raises(Retry):
        async with empty.transaction() as conn:
            await take_in(conn, [ended])
    async with empty.transaction() as conn:
        await take_in(conn, [opened])
        await take_in(conn, [ended])
    assert await at(empty, "34", DAY + timedelta(days=1)) == (0, 0)


async def test_random_stays_equal_a_plain_recount_at_every_level_and_date(empty: Database) -> None:
    random = Random(5)
    stays = random_stays(random, 200)
    await count(empty, stays, random)
    areas = {NASIONAL, *(kode for village in VILLAGES for kode in jalur_of(village))}
    days = [FIRST + timedelta(days=n) for n in (0, 45, 120, 250, 330, 400, 800)]
    wrong = [
        (kode, day)
        for kode in sorted(areas)
        for day in days
        if await at(empty, kode, day) != recount(stays, kode, day)
    ]
    assert wrong == []
    assert recount(stays, NASIONAL, days[3]).jumlah > 100


async def test_each_level_is_the_sum_of_the_level_below(empty: Database) -> None:
    random = Random(6)
    await count(empty, random_stays(random, 100), random)
    day = FIRST + timedelta(days=250)
    for kode in (NASIONAL, "34", "34.02", "34.02.15", "31", "31.74"):
        async with empty.connection() as conn:
            rekap = await make_rekap(conn, Unit(kode), day, "Asia/Jakarta")
        assert rekap.jumlah == rekap.total, kode


async def test_every_area_is_listed_even_with_nobody_in_it(empty: Database) -> None:
    async with empty.connection() as conn:
        rekaps = [
            await make_rekap(conn, Unit(kode), DAY, "Asia/Jakarta")
            for kode in (NASIONAL, "34", "34.02", "34.02.15")
        ]
    assert [len(rekap.baris) for rekap in rekaps] == [38, 5, 17, 4]


async def test_workers_side_by_side_lose_nothing_and_do_not_deadlock(empty: Database) -> None:
    random = Random(7)
    stays = random_stays(random, 80)

    async def worker(part: int) -> None:
        for stay in stays[part::4]:
            await count(empty, [stay, stays[random.randrange(len(stays))]])

    await asyncio.gather(*(worker(part) for part in range(4)))
    day = FIRST + timedelta(days=200)
    assert await at(empty, NASIONAL, day) == recount(stays, NASIONAL, day)


def received(stay: Stay) -> list[Received]:
    known = {kind.type_name(): kind for kind in SERVICE.reactions}
    return [from_message(to_row(event).body, known) for event in stay.events]


async def test_a_batch_from_the_bus_counts_once_however_often_it_comes(empty: Database) -> None:
    inbox = Inbox("reporting", SERVICE.reactions, empty)
    one, other = a_stay("34.02.15.2004", DAY, 30, "LP"), a_stay("33.10.01.2001", DAY, 30, "P")
    one.end([one.persons[0].orang_id], DAY + timedelta(days=2))
    opened, ended = received(one)
    with pytest.raises(Stumbled):
        await inbox.take([ended, opened])
    batch = [*received(other), opened, ended]
    await inbox.take(batch)
    await inbox.take(batch)
    found = [await at(empty, NASIONAL, DAY + timedelta(days=n)) for n in (1, 2)]
    assert found == [(1, 2), (0, 2)]


async def test_a_stay_that_is_in_no_village_is_refused(empty: Database) -> None:
    with pytest.raises(CheckViolationError):
        await count(empty, [a_stay("34.02", DAY, 30)])
