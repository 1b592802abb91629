"""A stay that runs out ends by itself, on the area's own day."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from uuid import UUID

import structlog

from services.registration.domisili import kabar, queries_catatan
from services.registration.domisili.buku import record, tell, with_masa
from services.registration.domisili.models import Catatan, Tinggal
from shared import clock
from shared.db import Connection, Database
from shared.ids import uuid7
from shared.settings import Settings
from shared.wilayah.kode import SINGKATAN

log = structlog.get_logger()

BATCH = 200
EVERY_MINUTE = 60


async def expire_forever(database: Database, _: Settings) -> None:
    """Sweep each zone every minute, each by itself: trouble in one leaves the others alone."""
    await asyncio.gather(*(_expire_zone_forever(database, zona) for zona in SINGKATAN))


async def _expire_zone_forever(database: Database, zona: str) -> None:
    while True:
        try:
            await expire_zone(database, zona)
        except Exception:
            log.exception("domisili.not_expired", zona=zona)
        await asyncio.sleep(EVERY_MINUTE)


async def expire_zone(database: Database, zona: str) -> int:
    """End what has run out in a zone by its own day, batch by batch; return how many.

    A batch that fails is tried stay by stay, and a stay that fails waits for the next sweep.
    """
    done, besides = 0, list[UUID]()
    while True:
        today = clock.today_in(zona)
        try:
            async with database.transaction() as conn:
                ended = await expire_batch(conn, zona, today, BATCH, besides)
        except Exception:
            log.exception("domisili.batch_not_expired", zona=zona)
            ended = await _one_by_one(database, zona, today, besides)
        done += ended
        if ended == 0:
            return done


async def _one_by_one(database: Database, zona: str, today: date, besides: list[UUID]) -> int:
    async with database.connection() as conn, conn.transaction():
        due = [
            stay.id for stay in await queries_catatan.lock_due(conn, zona, today, BATCH, besides)
        ]
    done = 0
    for domisili_id in due:
        try:
            async with database.transaction() as conn:
                others = [one for one in due if one != domisili_id]
                done += await expire_batch(conn, zona, today, 1, [*besides, *others])
        except Exception:
            log.exception("domisili.not_expired", domisili_id=str(domisili_id))
            besides.append(domisili_id)
    return done


async def expire_batch(
    conn: Connection, zona: str, today: date, limit: int, besides: Sequence[UUID] = ()
) -> int:
    """End at most `limit` stays and tell each once; steps past those that others hold."""
    due = await queries_catatan.lock_due(conn, zona, today, limit, besides)
    if not due:
        return 0
    ending = [_ending(tinggal) for tinggal in await with_masa(conn, due)]
    after = await record(conn, due, ending)
    orang = {one.domisili_id: one.orang_ids for one in ending}
    days = {stay.id: stay.jatuh_tempo or today for stay in due}
    told = [
        kabar.ended(one, orang[one.domisili.id], days[one.domisili.id], "expired") for one in after
    ]
    await tell(conn, due, after, told)
    log.info("domisili.expired", zona=zona, jumlah=len(due))
    return len(due)


def _ending(tinggal: Tinggal) -> Catatan:
    stay = tinggal.domisili
    ids = tuple(one.orang_id for one in tinggal.planned if one.selesai == stay.jatuh_tempo)
    return Catatan(uuid7(), stay.id, "expired", ids, sebab="expired")
