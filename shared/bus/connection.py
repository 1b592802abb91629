"""One supervised connection to the broker: several hosts, and a new one at the first doubt.

A client that waits for its old connection to heal waits many times longer than the broker needs
to choose a new leader. So nothing is ever retried on a connection that misbehaved.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from contextlib import suppress

import aio_pika
import aiormq.abc
import structlog
from aio_pika.abc import AbstractConnection
from yarl import URL

from shared.bus.errors import BrokerLost

log = structlog.get_logger()

CONNECT_TIMEOUT = 2.0
HEARTBEAT = 2
FRAME_BUFFER = 1000
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 2.0
LOST = (OSError, TimeoutError, aiormq.exceptions.AMQPError, RuntimeError)


class Broker:
    """The connection of one purpose (publishing or consuming), made when it is first needed."""

    def __init__(self, urls: Sequence[str], name: str) -> None:
        self._urls = [self._with_options(url, name) for url in urls]
        self._name = name
        self._at = random.randrange(len(self._urls))  # noqa: S311 - spreads clients, no secret
        self._connection: AbstractConnection | None = None
        self._closing: set[asyncio.Task[None]] = set()

    @staticmethod
    def _with_options(url: str, name: str) -> URL:
        return URL(url).update_query(heartbeat=str(HEARTBEAT), name=name)

    @property
    def connected(self) -> bool:
        """Say whether a connection is open now."""
        return self._connection is not None and not self._connection.is_closed

    async def channel(self) -> aiormq.abc.AbstractChannel:
        """Return a new channel with confirms, on the open or a new connection; or BrokerLost."""
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT):
                connection = await self._opened()
                assert connection.transport is not None
                return await connection.transport.connection.channel(
                    on_return_raises=True, frame_buffer_size=FRAME_BUFFER
                )
        except LOST as lost:
            self.recycle()
            raise BrokerLost(type(lost).__name__) from lost

    async def channel_patiently(self) -> aiormq.abc.AbstractChannel:
        """Return a new channel, however long it takes until a host answers."""
        pause = FIRST_PAUSE
        while True:
            try:
                return await self.channel()
            except BrokerLost as lost:
                log.warning("broker.unreachable", purpose=self._name, reason=str(lost))
            await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311 - jitter
            pause = min(pause * 2, LONGEST_PAUSE)

    def recycle(self) -> None:
        """Leave the connection, whatever its state, and turn to the next host."""
        self._at = (self._at + 1) % len(self._urls)
        connection, self._connection = self._connection, None
        if connection is not None:
            task = asyncio.create_task(_close(connection))
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)

    async def close(self) -> None:
        """Close the connection and wait for those that were left, a second at most."""
        self.recycle()
        if self._closing:
            await asyncio.wait(self._closing, timeout=1)

    async def _opened(self) -> AbstractConnection:
        if self._connection is None or self._connection.is_closed:
            url = self._urls[self._at]
            self._connection = await aio_pika.connect(url, timeout=CONNECT_TIMEOUT)
        return self._connection


async def _close(connection: AbstractConnection) -> None:
    # A frozen broker does not answer to a farewell: nobody waits for it.
    with suppress(Exception):
        async with asyncio.timeout(0.9):
            await connection.close()
