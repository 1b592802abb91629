"""The worker's steady work: tell decisions once their minute is over."""

from __future__ import annotations

import asyncio

import structlog

from services.verification.pembatalan.penyampaian import AT_ONCE, tell_due
from shared import clock
from shared.db import Database
from shared.settings import Settings

log = structlog.get_logger()

POLL = 1.0


async def sampaikan(database: Database, settings: Settings) -> None:
    """Tell decisions for as long as the worker lives.

    Taking a decision up and telling it are one transaction: a crash in between does neither.
    """
    del settings
    while True:
        pause = POLL
        try:
            async with database.transaction() as conn:
                if await tell_due(conn, clock.now()) >= AT_ONCE:
                    pause = 0
        except Exception:
            log.exception("putusan.interrupted")
        await asyncio.sleep(pause)
