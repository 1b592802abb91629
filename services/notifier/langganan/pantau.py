"""The worker's steady work: look how far each subscriber is."""

from __future__ import annotations

import asyncio

import structlog

from services.notifier.langganan.actions import look
from services.notifier.langganan.broker import broker_api
from services.notifier.settings import NotifierSettings
from shared.db import Database
from shared.errors import Unavailable
from shared.settings import Settings

log = structlog.get_logger()

EVERY = 10.0


async def pantau(database: Database, settings: Settings) -> None:
    """Look for as long as the worker lives."""
    assert isinstance(settings, NotifierSettings)
    while True:
        await asyncio.sleep(EVERY)
        if not settings.broker_api_url:
            continue
        try:
            async with broker_api(settings.broker_api_url) as api:
                await look(database, api)
        except Unavailable:
            log.info("langganan.not_seen")
        except Exception:
            log.exception("pantau.interrupted")
