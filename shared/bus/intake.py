"""Takes messages off one queue in batches, for as long as the process lives.

A batch is whatever has arrived while the last one was worked on: one message when it is quiet,
hundreds under load, and never a pause to wait for more. The work runs in this task and not in the
library's, which would be cancelled when the connection drops.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeAlias

import structlog
from aiormq.abc import AbstractChannel, DeliveredMessage
from aiormq.exceptions import ChannelNotFoundEntity

from shared.bus.connection import LOST, Broker
from shared.bus.errors import BrokerLost
from shared.bus.inbox import database_lost

log = structlog.get_logger()

PAUSE = 0.2
CALL_SECONDS = 5.0


class Delivery:
    """One message as it was delivered."""

    __slots__ = ("body", "headers", "message_id", "routing_key", "tag", "type")

    def __init__(self, message: DeliveredMessage) -> None:
        properties = message.header.properties
        self.body: bytes = message.body
        self.tag: int = message.delivery_tag or 0
        self.headers: dict[str, Any] = dict(properties.headers or {})
        self.message_id: str = properties.message_id or ""
        self.type: str = properties.message_type or ""
        self.routing_key: str = message.routing_key or ""

    def count(self, header: str) -> int:
        """Return a counting header; 0 when it is missing or no number."""
        value = self.headers.get(header)
        return value if isinstance(value, int) else 0


Ack: TypeAlias = Callable[[Delivery], Awaitable[None]]
Settle: TypeAlias = Callable[[list[Delivery], Ack], Awaitable[None]]


class Intake:
    """Consumes `queue` and gives batches to `settle`, which acknowledges through `ack`.

    `ack(delivery)` settles this message and all before it. `restore` is asked to declare the queue
    when it is gone; `ready` returns when consuming makes sense.
    """

    def __init__(
        self,
        broker: Broker,
        queue: str,
        settle: Settle,
        restore: Callable[[], Awaitable[None]],
        ready: Callable[[], Awaitable[None]],
        prefetch: int = 500,
        batch: int = 200,
    ) -> None:
        self._broker = broker
        self._queue = queue
        self._settle = settle
        self._restore = restore
        self._ready = ready
        self._prefetch = prefetch
        self._batch = batch
        self._stopping = asyncio.Event()
        self._leave: Callable[[], Awaitable[None]] | None = None
        self.consuming = False

    async def stop(self) -> None:
        """Take no more; what was delivered already is still worked on."""
        self._stopping.set()
        if self._leave:
            await self._leave()

    async def run(self) -> None:
        """Consume until `stop`; a lost broker or database only makes it pause."""
        missing = False
        while not self._stopping.is_set():
            try:
                await self._ready()
                if missing:
                    await self._restore()
                    missing = False
                await self._session()
            except Exception as lost:
                if not (isinstance(lost, (BrokerLost, *LOST)) or database_lost(lost)):
                    raise
                missing = missing or isinstance(lost, ChannelNotFoundEntity)
                if not self._stopping.is_set():
                    log.warning("intake.lost", queue=self._queue, reason=type(lost).__name__)
                    await asyncio.sleep(PAUSE)

    async def _session(self) -> None:
        channel = await self._broker.channel_patiently()
        arrived: asyncio.Queue[Delivery | None] = asyncio.Queue()
        try:
            async with asyncio.timeout(CALL_SECONDS):
                await self._consume(channel, arrived)
            while batch := await self._gather(arrived):
                await self._settle(batch, lambda last: _ack(channel, last))
            if not self._stopping.is_set():
                raise BrokerLost("closed")
        finally:
            self.consuming = False
            self._leave = None
            await _close(channel)

    async def _consume(
        self, channel: AbstractChannel, arrived: asyncio.Queue[Delivery | None]
    ) -> None:
        async def arrive(message: DeliveredMessage) -> None:
            arrived.put_nowait(Delivery(message))

        channel.closing.add_done_callback(lambda _: arrived.put_nowait(None))
        channel.on_consumer_cancel_callbacks.add(lambda _: arrived.put_nowait(None))
        await channel.basic_qos(prefetch_count=self._prefetch)
        consumer_tag = str((await channel.basic_consume(self._queue, arrive)).consumer_tag)

        async def leave() -> None:
            try:
                await channel.basic_cancel(consumer_tag, timeout=1)
            finally:
                arrived.put_nowait(None)

        self._leave = leave
        self.consuming = True
        if self._stopping.is_set():
            await leave()

    async def _gather(self, arrived: asyncio.Queue[Delivery | None]) -> list[Delivery]:
        first = await arrived.get()
        batch = [first] if first else []
        while batch and len(batch) < self._batch and not arrived.empty():
            following = arrived.get_nowait()
            if following is None:
                # Left for the next call, which ends the session.
                arrived.put_nowait(None)
                break
            batch.append(following)
        return batch


async def _ack(channel: AbstractChannel, last: Delivery) -> None:
    await channel.basic_ack(last.tag, multiple=True, wait=False)


async def _close(channel: AbstractChannel) -> None:
    # Gathered, so that a cancellation inside the library is not mistaken for our own.
    with suppress(TimeoutError):
        async with asyncio.timeout(1):
            await asyncio.gather(channel.close(), return_exceptions=True)
