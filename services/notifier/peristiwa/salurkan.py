"""The worker's steady work: carry public events over to where outside systems read them.

First into our table (webhooks read it, and drop repeats by the event's id), then into the
subscribers' vhost, confirmed; only then is the message acknowledged. What is killed between comes
again, under the same id.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import orjson
import structlog

from services.notifier.peristiwa import queries
from services.notifier.peristiwa.models import PeristiwaBaru
from services.notifier.settings import NotifierSettings
from shared.bus.connection import Broker
from shared.bus.errors import BrokerLost
from shared.bus.intake import Ack, Delivery, Intake
from shared.bus.publisher import Message, Outcome, Publisher
from shared.db import Database
from shared.failpoints import reach
from shared.settings import Settings

log = structlog.get_logger()

FEED = "notifier.luar"
EVENTS = "events"
KEEP = timedelta(days=30)
PRUNE_SECONDS = 3600.0


async def salurkan(database: Database, settings: Settings) -> None:
    """Carry events over for as long as the worker lives."""
    assert isinstance(settings, NotifierSettings)
    if not settings.integrator_urls:
        await asyncio.Event().wait()
    saluran = Saluran(database, Publisher(Broker(settings.integrator_urls, "notifier.salurkan")))
    taking = Broker(settings.broker_urls, "notifier.luar")
    intake = Intake(taking, FEED, saluran.settle, _nothing, _nothing)
    pruning = asyncio.create_task(_prune(database))
    try:
        await intake.run()
    finally:
        pruning.cancel()
        await asyncio.gather(pruning, taking.close(), saluran.close(), return_exceptions=True)


async def _nothing() -> None:
    """The queue is in the server's definitions: there is nothing to declare."""


class Saluran:
    """Settles what arrives on the feed."""

    def __init__(self, database: Database, publisher: Publisher) -> None:
        self._database = database
        self._publisher = publisher

    async def settle(self, deliveries: list[Delivery], ack: Ack) -> None:
        """Keep and publish a batch, then acknowledge it; raises BrokerLost to get it again."""
        baru = [one for one in map(read, deliveries) if one]
        if baru:
            async with self._database.transaction() as conn:
                await queries.insert_peristiwa(conn, baru)
            reach("peristiwa.after_insert")
            await self._publish(baru)
            reach("peristiwa.after_publish")
        await ack(deliveries[-1])

    async def _publish(self, baru: Sequence[PeristiwaBaru]) -> None:
        messages = [
            Message(EVENTS, one.routing_key, one.body, str(one.event_id), one.type) for one in baru
        ]
        outcomes = await self._publisher.publish(messages)
        if any(outcome is not Outcome.CONFIRMED for outcome in outcomes):
            raise BrokerLost("not confirmed")

    async def close(self) -> None:
        """Close the connection."""
        await self._publisher.close()


def read(delivery: Delivery) -> PeristiwaBaru | None:
    """Return the event as it is kept; None for what is no event of ours."""
    try:
        envelope = orjson.loads(delivery.body)
        return PeristiwaBaru(
            UUID(envelope["id"]), str(envelope["type"]), delivery.routing_key,
            str(envelope["subject"]), delivery.body,
        )  # fmt: skip
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        log.warning("peristiwa.not_understood", routing_key=delivery.routing_key)
        return None


async def _prune(database: Database) -> None:
    while True:
        try:
            async with database.transaction() as conn:
                await queries.prune(conn, KEEP)
        except Exception:
            log.exception("peristiwa.not_pruned")
        await asyncio.sleep(PRUNE_SECONDS)
