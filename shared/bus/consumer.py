"""What a service does with a batch of messages: all at once if it can, one by one if it must."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TypeAlias, TypeVar

import structlog

from shared.bus import queries
from shared.bus.inbox import Inbox, Stumbled, database_lost
from shared.bus.intake import Ack, Delivery
from shared.bus.parking import Parking, name_of, reason_of
from shared.db import Database
from shared.errors import Unavailable
from shared.events.envelope import NotUnderstood, Received
from shared.failpoints import reach

log = structlog.get_logger()

HOLD_SECONDS = 10.0
LONGEST_PAUSE = 2.0
SUSPECT_AFTER = 2
# Enough that an innocent message at the head of the queue survives a row of unlucky deaths.
MOST_SUSPECT_ATTEMPTS = 8
Item: TypeAlias = tuple[Delivery, Received]
T = TypeVar("T")


class Consumer:
    """Settles what arrives: into the inbox, off to a wait queue, or aside into `parked`."""

    def __init__(self, inbox: Inbox, parking: Parking, database: Database) -> None:
        self._inbox = inbox
        self._parking = parking
        self._database = database
        self.database_answers = True

    async def settle(self, deliveries: list[Delivery], ack: Ack) -> None:
        """Let each delivery have its effect or its place, and acknowledge the batch at once."""
        if any(delivery.count("x-delivery-count") >= SUSPECT_AFTER for delivery in deliveries):
            await self._settle_carefully(deliveries, ack)
        else:
            await self._settle_items(await self._readable(deliveries))
            await ack(deliveries[-1])
        reach("inbox.after_ack")

    async def wait_for_database(self) -> None:
        """Return when the database answers; meanwhile nothing is consumed."""
        pause = 0.1
        while True:
            try:
                async with self._database.connection() as conn:
                    await queries.check_alive(conn)
                self.database_answers = True
                return
            except Exception as wrong:
                if not database_lost(wrong):
                    raise
                self.database_answers = False
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _readable(self, deliveries: Sequence[Delivery]) -> list[Item]:
        items = []
        for delivery in deliveries:
            try:
                items.append((delivery, self._inbox.read(delivery.body)))
            except NotUnderstood as wrong:
                await self._put_aside(delivery, reason_of(wrong), 0)
        return items

    async def _settle_items(self, items: Sequence[Item]) -> None:
        # In order: those before the one that failed together, that one alone, then the rest.
        while items:
            start, stop = await self._take(items)
            if start == len(items):
                return
            await self._settle_items(items[:start])
            for item in items[start:stop]:
                await self._settle_one(item)
            items = items[stop:]

    async def _take(self, items: Sequence[Item]) -> tuple[int, int]:
        """Take all; return which failed, or an empty place behind the end."""
        try:
            await self._patiently(partial(self._inbox.take, [event for _, event in items]))
        except Stumbled as stumbled:
            return stumbled.start, stumbled.stop
        except Exception as wrong:
            if database_lost(wrong):
                raise
            log.warning("batch.failed", reason=reason_of(wrong), count=len(items))
            return 0, len(items)
        return len(items), len(items)

    async def _settle_one(self, item: Item) -> None:
        delivery, event = item
        try:
            await self._patiently(partial(self._inbox.take, [event]))
        except Exception as wrong:
            if database_lost(wrong):
                raise
            await self._patiently(partial(self._parking.put_off, delivery, wrong))

    async def _settle_carefully(self, deliveries: Sequence[Delivery], ack: Ack) -> None:
        # A process died on one of these, perhaps because of it: find out which, one by one.
        settled: list[Delivery] = []
        try:
            for delivery in deliveries:
                attempts = await self._patiently(partial(self._suspect, delivery))
                if attempts > MOST_SUSPECT_ATTEMPTS:
                    await self._put_aside(delivery, "the process died on it", attempts)
                else:
                    for item in await self._readable([delivery]):
                        await self._settle_one(item)
                settled.append(delivery)
                await ack(delivery)
        finally:
            await self._patiently(partial(self._clear, settled))

    async def _suspect(self, delivery: Delivery) -> int:
        async with self._database.transaction() as conn:
            return await queries.note_suspect(conn, name_of(delivery))

    async def _clear(self, deliveries: Sequence[Delivery]) -> None:
        async with self._database.transaction() as conn:
            await queries.clear_suspects(conn, [name_of(delivery) for delivery in deliveries])

    async def _put_aside(self, delivery: Delivery, reason: str, attempts: int) -> None:
        await self._patiently(partial(self._parking.put_aside, delivery, reason, attempts))

    async def _patiently(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do `work`, again and again for ten seconds while the database is away.

        The messages stay unacknowledged meanwhile, so no attempt is burned; then they are given
        back (Unavailable), and nothing is consumed until the database answers.
        """
        until, pause = time.monotonic() + HOLD_SECONDS, 0.05
        while True:
            try:
                done = await work()
                self.database_answers = True
                return done
            except Exception as wrong:
                if not database_lost(wrong):
                    raise
                self.database_answers = False
                log.warning("database.lost", reason=type(wrong).__name__)
                if time.monotonic() > until:
                    raise Unavailable from wrong
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
