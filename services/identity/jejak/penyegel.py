"""Steady work: sealing the trail every second."""

from __future__ import annotations

import asyncio

import asyncpg
import structlog

from services.identity.jejak.actions import seal_jejak
from shared.db import LOST, Database
from shared.errors import Unavailable
from shared.settings import Settings

log = structlog.get_logger()

EVERY = 1.0


async def seal_forever(database: Database, _: Settings) -> None:
    """Seal what is new every second; a lost database is met again next time."""
    while True:
        try:
            async with database.transaction() as conn:
                await seal_jejak(conn)
        except (Unavailable, TimeoutError, *LOST, asyncpg.UniqueViolationError):
            log.warning("jejak.postponed")
        await asyncio.sleep(EVERY)
