"""What a web process hears: its own short-lived queue, and the pages that are open."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator
from functools import partial
from uuid import uuid4

import orjson
import structlog
from aiohttp import web
from aiormq.abc import AbstractChannel, DeliveredMessage

from services.notifier.langsung.kabarkan import EXCHANGE
from shared.bus.connection import LOST, Broker
from shared.settings import Settings
from shared.web.keys import SETTINGS

log = structlog.get_logger()

PAUSE = 1.0


class Papan:
    """The open pages of this process by what they wait for; `wake` rings those concerned."""

    def __init__(self) -> None:
        self._bells: dict[str, set[asyncio.Event]] = defaultdict(set)

    @contextlib.contextmanager
    def bell(self, names: Iterable[str]) -> Iterator[asyncio.Event]:
        """Lend an event that is set when one of the names has something new."""
        ring, names = asyncio.Event(), tuple(names)
        for name in names:
            self._bells[name].add(ring)
        try:
            yield ring
        finally:
            for name in names:
                self._bells[name].discard(ring)
                if not self._bells[name]:
                    del self._bells[name]

    def wake(self, names: Iterable[str]) -> None:
        """Ring for these."""
        for name in names:
            for ring in self._bells.get(name, ()):
                ring.set()

    def wake_all(self) -> None:
        """Ring for everybody: something may have been missed."""
        self.wake(list(self._bells))

    @property
    def open_pages(self) -> int:
        """Return how many pages are open."""
        return sum(len(rings) for rings in self._bells.values())


PAPAN = web.AppKey("papan", Papan)


async def listen(app: web.Application) -> AsyncIterator[None]:
    """Keep the process's queue open for as long as it serves."""
    app[PAPAN] = papan = Papan()
    task = asyncio.create_task(_hear(app[SETTINGS], papan))
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _hear(settings: Settings, papan: Papan) -> None:
    broker = Broker(settings.broker_urls, "notifier.web")
    try:
        while True:
            channel = await broker.channel_patiently()
            closed = asyncio.Event()
            channel.closing.add_done_callback(partial(_end, closed))
            try:
                await _bind(channel, papan)
                papan.wake_all()
                await closed.wait()
            except LOST as lost:
                log.warning("langsung.lost", reason=type(lost).__name__)
            broker.recycle()
            await asyncio.sleep(PAUSE)
    finally:
        await broker.close()


def _end(closed: asyncio.Event, _: object) -> None:
    closed.set()


async def _bind(channel: AbstractChannel, papan: Papan) -> None:
    async def arrive(message: DeliveredMessage) -> None:
        papan.wake(orjson.loads(message.body))

    queue = f"notifier.web.{uuid4().hex}"
    await channel.queue_declare(queue, exclusive=True, auto_delete=True)
    await channel.queue_bind(queue, EXCHANGE)
    await channel.basic_consume(queue, arrive, no_ack=True)
