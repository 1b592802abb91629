"""Steady work: asks in time for reminders of the yearly recap, office by office."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import structlog

from services.reporting.laporan import queries, rules
from services.reporting.laporan.actions import pengingat_of
from services.reporting.rekap.alamat import Unit
from shared import clock
from shared.bus import outbox
from shared.db import Connection, Database
from shared.errors import Unavailable
from shared.events.reporting import PengingatRequested
from shared.settings import Settings
from shared.wilayah.kode import KEMENTERIAN, WIB, zona_of

log = structlog.get_logger()

EVERY = timedelta(minutes=10)
DAYS_BEFORE = (30, 7, 0)


async def remind_forever(database: Database, settings: Settings) -> None:
    """Ask for what is missing every ten minutes; a lost database is met again next time."""
    while True:
        try:
            async with database.transaction() as conn:
                await ask_reminders(conn, clock.today_in(WIB))
        except Unavailable:
            log.warning("remind.postponed")
        await asyncio.sleep(EVERY.total_seconds())


async def ask_reminders(conn: Connection, today: date) -> int:
    """Ask once for the reminders of each office's recap of last year, those that lie ahead.

    Returns how many offices were new. A recap that is sent cancels them.
    """
    periode = str(today.year - 1)
    offices = await queries.claim_pengingat(conn, periode)
    for kode in offices:
        await outbox.emit_all(conn, _reminders(kode, periode, today))
    return len(offices)


def _reminders(kode: str, periode: str, today: date) -> list[PengingatRequested]:
    due = rules.tenggat_of(periode)
    assert due
    unit = Unit("" if kode == KEMENTERIAN else kode)
    return [
        PengingatRequested(
            aggregate_id=pengingat_of(unit, periode), version=1, jenis=f"laporan_{before}",
            tanggal=due - timedelta(days=before), zona=zona_of(unit.kode), nomor=periode,
            kode_kantor=kode, kode_wilayah_tujuan=unit.kode,
        )
        for before in DAYS_BEFORE
        if due - timedelta(days=before) >= today
    ]  # fmt: skip
