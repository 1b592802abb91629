"""Telling the digests of the ledger: at the start all of it, then what changed."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

import structlog

from services.registration.pencocokan import queries
from shared import clock
from shared.bus import outbox
from shared.db import Connection, Database
from shared.errors import Unavailable
from shared.events.pencocokan import PencocokanTold, SidikHari
from shared.settings import Settings
from shared.wilayah.kode import WIB

log = structlog.get_logger()

EVERY = timedelta(seconds=15)
# A message stays far below the largest that is taken.
MOST = 4000
Told = dict[date, tuple[SidikHari, ...]]


async def tell_forever(database: Database, settings: Settings) -> None:
    """Tell every quarter of a minute what changed; a lost database is met again next time."""
    told: Told = {}
    while True:
        try:
            async with database.transaction() as conn:
                await tell_changed(conn, told)
        except Unavailable:
            log.warning("pencocokan.postponed")
        await asyncio.sleep(EVERY.total_seconds())


async def tell_changed(conn: Connection, told: Told) -> int:
    """Tell the months whose digests are not those of `told`, keep them there, count them."""
    changed = 0
    this_month = clock.today_in(WIB).replace(day=1)
    # A month that lost its last stay is told once more; so is an empty ledger, by this month.
    for bulan in sorted({*await queries.list_bulan(conn), *told, this_month}):
        sidik = await queries.list_sidik(conn, bulan)
        if told.get(bulan) == sidik or len(sidik) > MOST:
            continue
        told[bulan] = sidik
        changed += 1
        await outbox.emit(
            conn,
            PencocokanTold(
                aggregate_id=uuid5(NAMESPACE_URL, f"pencocokan/{bulan}"),
                version=int(clock.now().timestamp()), bulan=bulan, sidik_hari=sidik,
            ),
        )  # fmt: skip
    return changed
