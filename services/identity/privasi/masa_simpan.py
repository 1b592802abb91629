"""Steady work: akun that nobody needs any more are forgotten without being asked."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID

import structlog
from obstore.store import ObjectStore

from services.identity.privasi import actions, queries
from services.identity.settings import IdentitySettings
from services.identity.swafoto.storage import LOST, store_of
from shared import clock
from shared.db import Database
from shared.errors import Unavailable
from shared.settings import Settings

log = structlog.get_logger()

EVERY = timedelta(hours=1)
START = UUID(int=0)


async def forget_forever(database: Database, settings: Settings) -> None:
    """Forget every hour; a lost database or store is met again next time."""
    assert isinstance(settings, IdentitySettings)
    while True:
        try:
            await forget(database, settings)
        except (Unavailable, *LOST) as lost:
            log.warning("masa_simpan.postponed", reason=type(lost).__name__)
        await asyncio.sleep(EVERY.total_seconds())


async def forget(database: Database, settings: IdentitySettings) -> int:
    """Forget every akun not used for RETENTION_DAYS that the law lets go; return how many."""
    store = store_of(settings.storage_url)
    retention = timedelta(days=settings.retention_days)
    gone, after = 0, START
    while True:
        async with database.connection() as conn:
            unused = await queries.list_unused(conn, clock.now() - retention, after)
        if not unused:
            return gone
        for akun_id in unused:
            gone += await _forget(database, store, akun_id, retention)
        after = unused[-1]


async def _forget(
    database: Database, store: ObjectStore, akun_id: UUID, retention: timedelta
) -> bool:
    async with database.transaction() as conn:
        done = await actions.forget_unused(conn, store, akun_id, retention)
    if done:
        log.info("akun.forgotten", akun_id=str(akun_id))
    return done
