"""Counting anew from the facts, while others go on to be heard."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from services.reporting.bangun_ulang import queries
from services.reporting.bangun_ulang.models import Hasil
from services.reporting.domisili import queries as domisili
from services.reporting.domisili.actions import count_facts, event_of
from services.reporting.domisili.rules import perubahan_of
from services.reporting.penghitung.queries import add_sentuhan, lock_penghitung
from shared.db import Connection
from shared.events.domisili import DomisiliEvent

BATCH = 1000
CONTOH = 50
Tell = Callable[[str], None]


async def rebuild(
    conn: Connection, tell: Tell, exported: Iterable[DomisiliEvent] = (), *, swap: bool = True
) -> Hasil:
    """Count all facts anew, compare with the live counters and (with `swap`) put things right.

    Facts that are heard meanwhile are counted in both; only the last few, the comparison and
    the switch hold counting up. `exported` are facts of a file, counted besides those kept here.
    """
    await queries.create_tables(conn)
    await _count_without_facts(conn)
    done = await _count_exported(conn, exported)
    known = await domisili.count_fakta(conn)
    last, more = 0, True
    while more:
        async with conn.transaction():
            last, count = await _count_next(conn, last)
        done += count
        more = count == BATCH
        tell(f"{done} dari sekitar {known} fakta dihitung")
    async with conn.transaction():
        await lock_penghitung(conn)
        count = BATCH
        while count == BATCH:
            last, count = await _count_next(conn, last)
            done += count
        beda = await queries.list_beda(conn)
        if swap:
            await queries.switch(conn, beda)
        stays = await queries.count_domisili(conn)
    return Hasil(done, stays, len(beda), beda[:CONTOH])


async def _count_without_facts(conn: Connection) -> None:
    async with conn.transaction():
        ids = await queries.copy_without_facts(conn)
        for start in range(0, len(ids), BATCH):
            stays = await domisili.get_domisili(conn, ids[start : start + BATCH])
            await add_sentuhan(conn, perubahan_of({}, stays))


async def _count_exported(conn: Connection, exported: Iterable[DomisiliEvent]) -> int:
    batch: list[DomisiliEvent] = []
    done = 0
    for event in exported:
        batch.append(event)
        if len(batch) == BATCH:
            await count_facts(conn, batch)
            done, batch = done + BATCH, []
    if batch:
        await count_facts(conn, batch)
    return done + len(batch)


async def _count_next(conn: Connection, after: int) -> tuple[int, int]:
    rows = await domisili.list_fakta(conn, after, BATCH)
    await count_facts(conn, [event_of(row["jenis"], row["isi"]) for row in rows])
    return (rows[-1]["urut"] if rows else after), len(rows)
