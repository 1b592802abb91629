"""Mentioning a draft that was left to its owner, once until it is touched again."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog

from services.registration.domisili import queries_pengingat
from shared import clock
from shared.bus import outbox
from shared.db import Connection, Database
from shared.errors import Unavailable
from shared.events.registration import PengingatRequested
from shared.settings import Settings
from shared.wilayah.kode import zona_of

log = structlog.get_logger()

LEFT_FOR = timedelta(days=7)
BATCH = 200
EVERY_HOUR = 3600


async def remind_forever(database: Database, _: Settings) -> None:
    """Ask for reminders every hour."""
    while True:
        try:
            async with database.transaction() as conn:
                await remind_of_drafts(conn)
        except Unavailable:
            log.warning("draf.not_reminded")
        await asyncio.sleep(EVERY_HOUR)


async def remind_of_drafts(conn: Connection) -> int:
    """Ask for a reminder today of drafts that nobody touched for a week; return how many."""
    drafts = await queries_pengingat.mark_left(conn, clock.now() - LEFT_FOR, BATCH)
    told = []
    for draft in drafts:
        zona = zona_of(draft.kode_wilayah_asal)
        event = PengingatRequested(
            aggregate_id=draft.id, version=draft.version, jenis="draf",
            tanggal=clock.today_in(zona), zona=zona, akun_id=draft.akun_id,
            kode_wilayah_asal=draft.kode_wilayah_asal,
        )  # fmt: skip
        told.append(event)
    await outbox.emit_all(conn, told)
    return len(told)
