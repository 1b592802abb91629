"""Runs parts of the bus for the tests, in this process or as processes of their own."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any
from uuid import UUID

import asyncpg
from aiormq.abc import AbstractChannel

from deploy.local.servers import Servers
from shared.bus import topology
from shared.bus.connection import Broker
from shared.bus.publisher import Publisher
from shared.bus.relay import Relay
from shared.bus.worker import Worker
from shared.db import Connection, make_pool
from shared.settings import Settings
from tests.house.tree import ROOT
from tests.shared.bus import uji

SOONEST = 0.02
PATIENCE = 60.0
"""Long, for machines with other work; what goes well never waits that long."""
LIST_EFFECTS = "SELECT aggregate_id, version FROM effect ORDER BY id"
LIST_FACTS = "SELECT aggregate_id, version FROM fact"
Pair = tuple[UUID, int]


class Bus:
    """One teller and two hearers, each with a database of its own."""

    def __init__(self, servers: Servers, dsns: dict[str, str]) -> None:
        self.servers = servers
        self.dsns = dsns
        self._processes: list[asyncio.subprocess.Process] = []

    def urls(self, name: str) -> list[str]:
        return [self.servers.broker_url(name)]

    def environment(self, name: str, **more: str) -> dict[str, str]:
        given = self.servers.environment(name)
        return {**given, "DATABASE_URL": self.dsns[name], "WORKER_PORT": "0", **more}

    def settings(self, name: str) -> Settings:
        given: dict[str, Any] = {k.lower(): v for k, v in self.environment(name).items()}
        return Settings(**given)

    @asynccontextmanager
    async def connection(self, name: str) -> AsyncIterator[Connection]:
        conn = await asyncpg.connect(self.dsns[name])
        try:
            yield conn
        finally:
            await conn.close()

    @asynccontextmanager
    async def channel(self) -> AsyncIterator[AbstractChannel]:
        broker = Broker([self.servers.broker_url("operator")], "test")
        try:
            yield await broker.channel()
        finally:
            await broker.close()

    async def purge(self, names: Sequence[str]) -> None:
        async with self.channel() as channel:
            for name in names:
                waits = [topology.wait_queue(name, step) for step in topology.WAITS]
                for queue in (name, topology.parked_queue(name), *waits):
                    await channel.queue_purge(queue)

    async def unbind(self, names: Sequence[str]) -> None:
        for name in names:
            await topology.declare(name, {}, self.urls(name))

    async def depth(self, queue: str) -> int:
        async with self.channel() as channel:
            return int((await channel.queue_declare(queue, passive=True)).message_count or 0)

    # -- parts in this process

    @asynccontextmanager
    async def relaying(self, name: str = uji.TELLER) -> AsyncIterator[Relay]:
        broker = Broker(self.urls(name), "relay")
        relay = Relay(name, self.dsns[name], Publisher(broker))
        task = asyncio.create_task(relay.run())
        try:
            yield relay
        finally:
            relay.stop()
            await asyncio.wait_for(task, PATIENCE)
            await broker.close()

    @asynccontextmanager
    async def hearing(self, name: str = uji.HEARER) -> AsyncIterator[Worker]:
        """A hearer's worker without its relay."""
        pool = await make_pool(self.dsns[name])
        worker = Worker(uji.Dinas(name), self.settings(name), pool)
        tasks = [asyncio.create_task(part.run()) for part in (worker.intake, worker.dead)]
        try:
            yield worker
        finally:
            worker.stop()
            await asyncio.wait_for(asyncio.gather(*tasks), PATIENCE)
            await worker.close()
            pool.terminate()

    # -- processes

    async def start(
        self, name: str, failpoint: str = "", **more: str
    ) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.shared.bus.uji",
            name,
            cwd=ROOT,
            env=self.environment(name, FAILPOINT=failpoint, **more),
            stdout=None if os.environ.get("SHOW") else asyncio.subprocess.DEVNULL,
        )
        self._processes.append(process)
        return process

    async def stop_all(self) -> None:
        for process in self._processes:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGCONT)
                process.kill()
            await process.wait()
        self._processes.clear()

    # -- what is there

    async def facts(self) -> list[Pair]:
        async with self.connection(uji.TELLER) as conn:
            return [tuple(row) for row in await conn.fetch(LIST_FACTS)]

    async def effects(self, name: str = uji.HEARER) -> list[Pair]:
        async with self.connection(name) as conn:
            return [tuple(row) for row in await conn.fetch(LIST_EFFECTS)]

    async def count(self, name: str, query: str) -> int:
        async with self.connection(name) as conn:
            return int(await conn.fetchval(query))

    async def unsent(self) -> int:
        return await self.count(uji.TELLER, "SELECT count(*) FROM outbox WHERE sent_at IS NULL")

    async def quiet(self, expected: int, name: str = uji.HEARER, seconds: float = PATIENCE) -> None:
        """Wait until so many effects are there and nothing is unsent; more are not waited for."""

        async def arrived() -> bool:
            found = await self.count(name, "SELECT count(*) FROM effect")
            return found >= expected and await self.unsent() == 0

        await until(arrived, seconds)


async def until(true: Callable[[], Awaitable[bool]], seconds: float = PATIENCE) -> None:
    """Wait until `true()` says so; fail after `seconds`."""
    ends = time.monotonic() + seconds
    while not await true():
        assert time.monotonic() < ends, "it did not happen in time"
        await asyncio.sleep(SOONEST)


def in_order(effects: Sequence[Pair]) -> bool:
    """Say whether the versions of every aggregate come in order, each once."""
    last: dict[UUID, int] = {}
    for aggregate_id, version in effects:
        if version <= last.get(aggregate_id, 0):
            return False
        last[aggregate_id] = version
    return True
