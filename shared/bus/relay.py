"""Tells what is in the outbox: read in order, published as one burst, confirmed, marked.

One relay per service, by a lease. It holds no row locks while it publishes: a frozen relay that
held them would make the next one skip those rows and break the order of their aggregates. Instead
whoever has the lease reads everything unsent. If a frozen relay wakes up after its lease has gone,
it may publish a batch twice; inboxes drop that, and marking a row twice changes nothing.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from uuid import UUID, uuid4

import asyncpg
import structlog

from shared.bus import metrics, queries
from shared.bus.errors import BrokerLost
from shared.bus.publisher import Message, Outcome, Publisher
from shared.bus.queries import UnsentRow
from shared.bus.waker import LOST, channel_of
from shared.db import Connection
from shared.failpoints import reach

log = structlog.get_logger()

BATCH = 300
POLL_SECONDS = 0.25
LEASE = timedelta(seconds=6)
RENEW_SECONDS = 2.0
LONGEST_PAUSE = 2.0
PAUSE_AFTER_DOUBT = 0.05
KEEP_SENT = timedelta(days=7)
PRUNE_SECONDS = 60.0
# The few unsent rows are found by their index, whatever the statistics say about the sent ones.
SESSION = {"application_name": "relay", "enable_seqscan": "off", "enable_bitmapscan": "off"}


class Relay:
    """The relay of one service, over one direct connection of its own."""

    def __init__(self, service: str, dsn: str, publisher: Publisher) -> None:
        self._service = service
        self._dsn = dsn
        self._publisher = publisher
        self._holder = uuid4()
        self._lease_ends = 0.0
        self._renew_at = 0.0
        self._prune_at = time.monotonic() + PRUNE_SECONDS
        self._woken = asyncio.Event()
        self._stopping = False

    @property
    def leading(self) -> bool:
        """Say whether this relay, and no other, tells the service's events now."""
        return time.monotonic() < self._lease_ends

    def wake(self) -> None:
        """Look into the outbox at once; for commits of the relay's own process."""
        self._woken.set()

    def stop(self) -> None:
        """End after the batch in hand."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Relay until `stop`; a lost database or broker only makes it pause."""
        pause = 0.1
        while not self._stopping:
            try:
                await self._session()
                pause = 0.1
            except LOST as lost:
                self._lease_ends = 0.0
                log.warning("relay.database_lost", reason=type(lost).__name__)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _session(self) -> None:
        conn: Connection = await asyncpg.connect(
            self._dsn, timeout=5, command_timeout=10, server_settings=SESSION
        )
        try:
            await conn.add_listener(channel_of(self._service), lambda *_: self._woken.set())
            while not self._stopping:
                await self._turn(conn)
            await queries.drop_lease(conn, self._service, self._holder)
        finally:
            self._lease_ends = 0.0
            conn.terminate()

    async def _turn(self, conn: Connection) -> None:
        self._woken.clear()
        if not await self._has_lease(conn):
            await self._rest(RENEW_SECONDS / 2)
            return
        await self._prune(conn)
        rows = await queries.list_unsent(conn, BATCH)
        if not rows:
            await self._rest(POLL_SECONDS)
            return
        try:
            await self._tell(conn, rows)
        except BrokerLost as lost:
            log.warning("relay.broker_lost", reason=str(lost))
            await asyncio.sleep(POLL_SECONDS)

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()

    async def _has_lease(self, conn: Connection) -> bool:
        now = time.monotonic()
        if now >= self._renew_at:
            # Counted from before the question, so that the lease never seems longer than it is.
            taken = await queries.take_lease(conn, self._service, self._holder, LEASE)
            self._lease_ends = now + LEASE.total_seconds() if taken else 0.0
            self._renew_at = now + RENEW_SECONDS
        return self.leading

    async def _tell(self, conn: Connection, rows: Sequence[UnsentRow]) -> None:
        reach("relay.before_publish")
        outcomes = await self._publish([message for row in rows for message in _messages(row)])
        reach("relay.after_confirm")
        told, refused = _sorted_out(rows, outcomes)
        await queries.set_sent(conn, told)
        metrics.published.inc(len(told))
        if refused:
            await queries.set_held(conn, refused)
            metrics.refused.inc(len(refused))
            log.warning("relay.refused", count=len(refused), event_id=str(refused[0]))
        if len(told) + len(refused) < len(rows):
            log.warning("relay.unconfirmed", count=len(rows) - len(told) - len(refused))
            await asyncio.sleep(PAUSE_AFTER_DOUBT)

    async def _publish(self, messages: Sequence[Message]) -> Iterator[Outcome]:
        # Two writes, so that a test can stop between them.
        half = len(messages) // 2
        confirms = await self._publisher.send(messages[:half]) if half else []
        reach("relay.mid_batch")
        confirms += await self._publisher.send(messages[half:])
        reach("relay.after_publish")
        return iter(await self._publisher.outcomes(confirms))

    async def _prune(self, conn: Connection) -> None:
        if time.monotonic() >= self._prune_at:
            await queries.prune_outbox(conn, KEEP_SENT)
            self._prune_at = time.monotonic() + PRUNE_SECONDS


def _messages(row: UnsentRow) -> list[Message]:
    """Return the public message and, for our own services, the one with the sealed part.

    A type with a sealed part is heard by our own on `private` only; whether any outside system
    listens to its public message is none of the relay's business. All others must find a queue.
    """
    headers = {"x-request-id": row.request_id} if row.request_id else {}
    event_id = str(row.event_id)

    def message(exchange: str, body: bytes, mandatory: bool) -> Message:
        return Message(exchange, row.routing_key, body, event_id, row.type, headers, mandatory)

    if row.sealed is None:
        return [message("events", row.body, mandatory=True)]
    return [
        message("events", row.body, mandatory=False),
        message("private", row.sealed, mandatory=True),
    ]


def _sorted_out(
    rows: Sequence[UnsentRow], outcomes: Iterator[Outcome]
) -> tuple[list[UUID], list[UUID]]:
    told, refused = [], []
    for row in rows:
        got = {next(outcomes) for body in (row.body, row.sealed) if body is not None}
        if got == {Outcome.CONFIRMED}:
            told.append(row.event_id)
        elif Outcome.UNKNOWN not in got:
            refused.append(row.event_id)
    return told, refused
