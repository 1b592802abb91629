"""The worker's steady work: tell each reminder once its hour has come."""

from __future__ import annotations

import asyncio

import structlog

from services.notifier.pengingat.actions import AT_ONCE, tell_due
from shared import clock
from shared.db import Database
from shared.settings import Settings

log = structlog.get_logger()

POLL = 20.0
PAUSE = 1.0


async def ingatkan(database: Database, settings: Settings) -> None:
    """Tell reminders for as long as the worker lives.

    The hour is asked of the clock each time and nothing is counted, so a restart or a clock that
    was set neither skips nor repeats one.
    """
    del settings
    while True:
        pause = POLL
        try:
            async with database.transaction() as conn:
                if await tell_due(conn, clock.now()) >= AT_ONCE:
                    pause = 0
        except Exception:
            log.exception("pengingat.interrupted")
            pause = PAUSE
        await asyncio.sleep(pause)
