"""Takes messages off one queue in batches, for as long as the process lives.

A batch is whatever has arrived while the last one was worked on: one message when it is quiet,
hundreds under load, and never a pause to wait for more. The work runs in this task and not in the
library's, which would be cancelled when the connection drops.

To leave, the batch in hand is finished and the channel closed: the queue then takes back what was
delivered in its order. A consumer that is cancelled first gets it back scrambled: what was on its
way at that moment is returned by the broker in no order (seen with 3.10).
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
        self._stopping = False
        self._arrived: asyncio.Queue[Delivery | None] = asyncio.Queue()
        self.consuming = False

    def stop(self) -> None:
        """Take no more: the batch in hand is finished, the rest given back."""
        self._stopping = True
        self._arrived.put_nowait(None)

    async def run(self) -> None:
        """Consume until `stop`; a lost broker or database only makes it pause."""
        missing = False
        while not self._stopping:
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
                if not self._stopping:
                    log.warning("intake.lost", queue=self._queue, reason=type(lost).__name__)
                    await asyncio.sleep(PAUSE)

    async def _session(self) -> None:
        channel = await self._broker.channel_patiently()
        # A new one each time: what an old channel still delivers is not this one's to acknowledge.
        self._arrived = arrived = asyncio.Queue[Delivery | None]()
        try:
            async with asyncio.timeout(CALL_SECONDS):
                await self._consume(channel, arrived)
            while not self._stopping and (batch := await _gather(arrived, self._batch)):
                await self._settle(batch, lambda last: _ack(channel, last))
            if not self._stopping:
                raise BrokerLost("closed")
        finally:
            self.consuming = False
            await _close(channel)

    async def _consume(
        self, channel: AbstractChannel, arrived: asyncio.Queue[Delivery | None]
    ) -> None:
        async def arrive(message: DeliveredMessage) -> None:
            arrived.put_nowait(Delivery(message))

        channel.closing.add_done_callback(lambda _: arrived.put_nowait(None))
        channel.on_consumer_cancel_callbacks.add(lambda _: arrived.put_nowait(None))
        await channel.basic_qos(prefetch_count=self._prefetch)
        await channel.basic_consume(self._queue, arrive)
        self.consuming = True


async def _gather(arrived: asyncio.Queue[Delivery | None], most: int) -> list[Delivery]:
    first = await arrived.get()
    batch = [first] if first else []
    while batch and len(batch) < most and not arrived.empty():
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
