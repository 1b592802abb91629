"""The worker's steady work: look for what is late."""

from __future__ import annotations

import asyncio

import structlog

from services.verification.eskalasi.actions import escalate_all
from services.verification.settings import VerificationSettings
from shared import clock
from shared.db import Database
from shared.settings import Settings

log = structlog.get_logger()


async def sapu(database: Database, settings: Settings) -> None:
    """Let what is late go up for as long as the worker lives.

    What went up is kept with the tugas, so a restart or a second worker tells nothing twice.
    """
    assert isinstance(settings, VerificationSettings)
    while True:
        try:
            await escalate_all(database, clock.now())
        except Exception:
            log.exception("eskalasi.interrupted")
        await asyncio.sleep(settings.eskalasi_seconds)
