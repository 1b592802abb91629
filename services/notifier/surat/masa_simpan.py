"""Steady work: letters that are over are forgotten."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog

from services.notifier.settings import NotifierSettings
from services.notifier.surat import queries
from shared.db import Database
from shared.errors import Unavailable
from shared.settings import Settings

log = structlog.get_logger()

EVERY = timedelta(hours=1)


async def forget_forever(database: Database, settings: Settings) -> None:
    """Forget every hour; a lost database is met again next time."""
    assert isinstance(settings, NotifierSettings)
    while True:
        try:
            await forget(database, settings.surat_days)
        except Unavailable:
            log.warning("masa_simpan.postponed")
        await asyncio.sleep(EVERY.total_seconds())


async def forget(database: Database, days: int) -> None:
    """Forget letters that were sent, or given up, and are so many days old."""
    async with database.transaction() as conn:
        await queries.delete_over(conn, timedelta(days=days))
