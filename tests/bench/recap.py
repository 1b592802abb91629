"""B4: recaps as of any day over many stays, against a lookup by key and a scan of the same run."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from random import Random
from statistics import median
from typing import Any

from services.reporting.domisili.actions import take_in
from services.reporting.rekap.queries import list_baris
from shared.db import Connection
from shared.events.domisili import DomisiliOpened, MasaOrang
from shared.ids import uuid7
from tests.bench import stays
from tests.bench.plan import Bench
from tests.bench.report import Line, at_least, at_most, percentile

TODAY, PAST = date(2026, 11, 20), date(2025, 8, 7)
LEVELS = {"nation": "", "province": "33", "regency": "34.02", "kecamatan": "34.02.15"}
LOOKUP = "SELECT kode_wilayah FROM domisili WHERE id = $1"
SCAN = """
SELECT left(d.kode_wilayah, 2) AS kode, t.jenis_kelamin, count(*)
FROM domisili AS d JOIN tinggal AS t ON t.domisili_id = d.id
WHERE t.mulai <= $1 AND t.selesai > $1 GROUP BY 1, 2
"""
SIZE = """
SELECT sum(pg_total_relation_size(oid)) FROM pg_class
WHERE oid IN ('reporting.penghitung'::regclass)
"""
ANY_ID = "SELECT id FROM domisili LIMIT 200"
BATCH = 200
Timed = dict[str, list[float]]


async def measure(bench: Bench) -> list[Line]:
    """Return recaps at a tenth and at all of the stays, storage, and events applied."""
    plan = bench.plan
    async with bench.superuser() as conn:
        await stays.prepare(conn)
        await stays.fill(conn, plan.stays // 10, bench.tell)
    few = await _timed(bench)
    async with bench.superuser() as conn:
        await stays.fill(conn, plan.stays, bench.tell)
        size = float(await conn.fetchval(SIZE)) / plan.stays
    many = await _timed(bench)
    scan = await _scan(bench)
    rate = await _events(bench)
    for name, values in many.items():
        bench.tell(
            f"B4 {name}: p50 {median(values) * 1000:.2f} ms, p99 "
            f"{percentile(values, 0.99) * 1000:.2f} ms"
        )
    bench.tell(f"B4 scan {scan * 1000:.0f} ms over {plan.stays} stays; {rate:.0f} events/s")
    lookup = median(many["lookup"])
    nation = _both(many, "nation")
    return [
        at_most("B4", _both(many, "regency") / lookup, "× a lookup by key, a regency", 5),
        at_most("B4-nation", nation / lookup, "× a lookup by key, the nation", 20),
        at_least("B4-scan", scan / nation, "× faster than GROUP BY over the stays", 1000),
        at_most("B4-flat", nation / _both(few, "nation"), "× the time at a tenth of them", 1.25),
        at_most("B4-storage", size, "MB of counters of everybody per million stays", 1000),
        at_least("B4-events", rate, "events counted per second by one worker", 500),
    ]


def _both(timed: Timed, level: str) -> float:
    return median([*timed[f"{level} today"], *timed[f"{level} past"]])


async def _timed(bench: Bench) -> Timed:
    found: Timed = {}
    async with bench.database("reporting", 2) as database, database.connection() as conn:
        ids = [row["id"] for row in await conn.fetch(ANY_ID)]
        turn = iter(ids * bench.plan.recaps)
        found["lookup"] = await _times(bench, lambda: conn.fetch(LOOKUP, next(turn)))
        for name, kode in LEVELS.items():
            for when, day in (("today", TODAY), ("past", PAST)):
                found[f"{name} {when}"] = await _times(bench, _recap(conn, kode, day))
    return found


def _recap(conn: Connection, kode: str, day: date) -> Callable[[], Awaitable[Any]]:
    return lambda: list_baris(conn, kode, day)


async def _times(bench: Bench, call: Callable[[], Awaitable[Any]]) -> list[float]:
    taken = []
    for turn in range(bench.plan.recaps + 10):
        began = time.perf_counter()
        await call()
        if turn >= 10:
            taken.append(time.perf_counter() - began)
    return taken


async def _scan(bench: Bench) -> float:
    taken = []
    async with bench.superuser() as conn:
        await conn.execute("SET search_path = reporting")
        for _ in range(bench.plan.rounds):
            began = time.perf_counter()
            await conn.fetch(SCAN, TODAY)
            taken.append(time.perf_counter() - began)
    return median(taken)


async def _events(bench: Bench) -> float:
    random = Random(4)
    events = [_event(random) for _ in range(bench.plan.counted)]
    began = time.perf_counter()
    async with bench.database("reporting", 2) as database:
        for start in range(0, len(events), BATCH):
            async with database.transaction() as conn:
                await take_in(conn, events[start : start + BATCH])
    return len(events) / (time.perf_counter() - began)


def _event(random: Random) -> DomisiliOpened:
    start = date(2024, 12, 1) + timedelta(days=random.randrange(700))
    end = start + timedelta(days=random.randrange(30, 365))
    who = MasaOrang(
        orang_id=uuid7(), jenis_kelamin="P", kelompok_umur="20-24", tanggal_mulai=start,
        tanggal_selesai=end,
    )  # fmt: skip
    stay = uuid7()
    return DomisiliOpened(
        aggregate_id=stay, version=1, permohonan_id=stay, kode_wilayah_asal="33.10.01.2001",
        kode_wilayah_tujuan=random.choice(stays.SOME_VILLAGES), keperluan="bekerja",
        tanggal_mulai=start, tanggal_berakhir=end, orang=(who,), masa=(who,),
    )  # fmt: skip
