"""The short-lived queue of a web process, bound to what its open pages show and to nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from functools import partial
from uuid import uuid4

import structlog
from aiohttp import web
from aiormq.abc import AbstractChannel, DeliveredMessage

from shared.bus.connection import LOST, Broker
from shared.langsung.papan import PAPAN, Papan
from shared.settings import Settings
from shared.web.keys import SETTINGS

log = structlog.get_logger()

PAUSE = 1.0


@dataclass(frozen=True)
class Siaran:
    """What the web processes of a service hear.

    `keys` are the binding keys for what open pages wait for; `names` whom a message concerns.
    """

    service: str
    exchange: str
    keys: Callable[[Iterable[str]], set[str]]
    names: Callable[[bytes], Iterable[str]]

    async def listen(self, app: web.Application) -> AsyncIterator[None]:
        """Keep the process's queue open for as long as it serves."""
        app[PAPAN] = papan = Papan()
        task = asyncio.create_task(_hear(self, app[SETTINGS], papan))
        yield
        # A connection that is just being made may answer a cancellation by being lost.
        while not task.done():
            task.cancel()
            await asyncio.wait([task], timeout=1)


async def _hear(siaran: Siaran, settings: Settings, papan: Papan) -> None:
    broker = Broker(settings.broker_urls, f"{siaran.service}.web")
    try:
        while True:
            channel = await broker.channel_patiently()
            closed = asyncio.Event()
            channel.closing.add_done_callback(partial(_end, closed, papan))
            try:
                await _follow(siaran, channel, papan, closed)
            except LOST as lost:
                log.warning("langsung.lost", reason=type(lost).__name__)
            broker.recycle()
            await asyncio.sleep(PAUSE)
    finally:
        await broker.close()


def _end(closed: asyncio.Event, papan: Papan, _: object) -> None:
    closed.set()
    papan.changed.set()


async def _follow(
    siaran: Siaran, channel: AbstractChannel, papan: Papan, closed: asyncio.Event
) -> None:
    """Bind the queue to what the open pages wait for, and again each time that changes."""
    queue = await _consume(siaran, channel, papan)
    bound: set[str] = set()
    while not closed.is_set():
        papan.changed.clear()
        wanted = siaran.keys(papan.names)
        for key in sorted(wanted - bound):
            await channel.queue_bind(queue, siaran.exchange, key)
        for key in sorted(bound - wanted):
            await channel.queue_unbind(queue, siaran.exchange, key)
        if wanted - bound:
            # What happened before the queue was bound has to be looked up.
            papan.wake_all()
        bound = wanted
        await papan.changed.wait()


async def _consume(siaran: Siaran, channel: AbstractChannel, papan: Papan) -> str:
    async def arrive(message: DeliveredMessage) -> None:
        papan.wake(siaran.names(message.body))

    queue = f"{siaran.service}.web.{uuid4().hex}"
    await channel.queue_declare(queue, exclusive=True, auto_delete=True)
    await channel.basic_consume(queue, arrive, no_ack=True)
    return queue
