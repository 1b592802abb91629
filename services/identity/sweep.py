"""Steady work: forgetting what has run its time."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog

from services.identity.captcha import actions as captcha
from services.identity.konfirmasi.rules import LIFETIME
from services.identity.laju import queries as laju
from services.identity.pendaftaran import queries as draf
from services.identity.privasi import actions as privasi
from services.identity.sesi import queries as sesi
from services.identity.sesi import queries_perangkat as perangkat
from services.identity.sesi.rules import DEVICE_LIFETIME
from services.identity.tautan import queries as tautan
from services.identity.undangan import queries as undangan
from shared import clock
from shared.db import Connection, Database
from shared.errors import Unavailable
from shared.settings import Settings

log = structlog.get_logger()

EVERY = timedelta(minutes=5)
SESSIONS_KEPT = timedelta(days=30)
COUNTS_KEPT = timedelta(hours=2)
GRACE = timedelta(hours=1)
INVITATIONS_KEPT = timedelta(days=30)


async def sweep_forever(database: Database, settings: Settings) -> None:
    """Sweep every five minutes; a lost database is met again next time."""
    while True:
        try:
            async with database.transaction() as conn:
                await sweep(conn)
        except Unavailable:
            log.warning("sweep.postponed")
        await asyncio.sleep(EVERY.total_seconds())


async def sweep(conn: Connection) -> None:
    """Forget drafts, codes, links, invitations, devices and counters that are over."""
    now = clock.now()
    await captcha.forget_expired(conn)
    await draf.delete_expired(conn, now)
    await privasi.forget_unconfirmed(conn, now - LIFETIME - GRACE, now - GRACE)
    await laju.delete_old(conn, now - COUNTS_KEPT)
    await sesi.delete_ended(conn, now - SESSIONS_KEPT)
    await perangkat.delete_devices(conn, now - DEVICE_LIFETIME)
    await perangkat.delete_run_out(conn, now)
    await tautan.delete_old(conn, now - GRACE)
    await undangan.delete_old(conn, now - INVITATIONS_KEPT)
