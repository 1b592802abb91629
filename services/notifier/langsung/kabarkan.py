"""The worker's steady work: pass hints on to every web process."""

from __future__ import annotations

import asyncio

import orjson
import structlog

from services.notifier.langsung.queries import take_denyut
from shared.bus.connection import Broker
from shared.bus.errors import BrokerLost
from shared.bus.publisher import Message, Publisher
from shared.db import Database
from shared.settings import Settings

log = structlog.get_logger()

EXCHANGE = "notifier.langsung"
POLL = 0.25
PAUSE = 1.0


async def kabarkan(database: Database, settings: Settings) -> None:
    """Pass hints on for as long as the worker lives."""
    publisher = Publisher(Broker(settings.broker_urls, "notifier.langsung"))
    try:
        # Polling: whether a transaction has committed is seen only in the table.
        while True:  # noqa: ASYNC110
            await asyncio.sleep(await _round(database, publisher))
    finally:
        await publisher.close()


async def _round(database: Database, publisher: Publisher) -> float:
    try:
        async with database.transaction() as conn:
            kepada = await take_denyut(conn)
        if kepada:
            body = orjson.dumps(sorted(kepada))
            # Nobody listens where no page is open: that is no fault.
            hint = Message(EXCHANGE, "", body, "denyut", "denyut", mandatory=False)
            await publisher.publish([hint])
    except BrokerLost:
        return PAUSE
    except Exception:
        log.exception("langsung.interrupted")
        return PAUSE
    return POLL
