"""The worker as a process: it says how it is, ends when told, and falls loudly."""

from __future__ import annotations

import asyncio
import signal
import socket

import aiohttp
import pytest

from shared.bus.worker import run_worker
from shared.db import Database
from shared.settings import Settings
from tests.shared.bus import uji
from tests.shared.bus.running import Bus, until


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_a_worker_says_how_it_is(bus: Bus) -> None:
    port = _free_port()
    worker = await bus.start(uji.HEARER, WORKER_PORT=str(port))
    said: dict[str, object] = {}

    async with aiohttp.ClientSession() as client:

        async def ready() -> bool:
            nonlocal said
            try:
                async with client.get(f"http://127.0.0.1:{port}/readyz") as answer:
                    said = await answer.json()
                    return answer.status == 200
            except aiohttp.ClientConnectorError:
                return False

        await until(ready)
        assert said == {
            "ready": True,
            "database": True,
            "consuming": True,
            "relay": "leading",
            "unsent": 0,
            "parked": 0,
        }
        async with client.get(f"http://127.0.0.1:{port}/metrics") as answer:
            assert "outbox_unsent 0.0" in await answer.text()
    worker.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(worker.wait(), 10) == 0


async def test_a_part_that_dies_ends_the_worker(bus: Bus) -> None:
    async def die(_: Database, __: Settings) -> None:
        raise ZeroDivisionError

    service = uji.Dinas(uji.HEARER)
    service.tasks = {"dies": die}
    with pytest.raises(ZeroDivisionError):
        await asyncio.wait_for(run_worker(service, bus.settings(uji.HEARER)), 20)


async def test_a_part_that_ends_by_itself_ends_the_worker(bus: Bus) -> None:
    async def leave(_: Database, __: Settings) -> None:
        return

    service = uji.Dinas(uji.HEARER)
    service.tasks = {"leaves": leave}
    with pytest.raises(RuntimeError, match="leaves"):
        await asyncio.wait_for(run_worker(service, bus.settings(uji.HEARER)), 20)
