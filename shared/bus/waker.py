"""Wakes the relay after a commit, from outside the business transaction."""

from __future__ import annotations

import asyncio

import asyncpg
import structlog

from shared.bus import queries
from shared.db import Connection

log = structlog.get_logger()

PAUSE = 0.002
LOST = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)


def channel_of(service: str) -> str:
    """Return the name under which the relay of `service` listens."""
    return f"outbox_{service}"


class Waker:
    """Tells the relay that there is work, at most every two milliseconds.

    A NOTIFY takes a lock that all commits of the database share, so it must not be part of a
    business transaction. A wake that is lost costs nothing but the relay's polling interval.
    """

    def __init__(self, dsn: str, service: str) -> None:
        self._dsn = dsn
        self._channel = channel_of(service)
        self._wanted = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Ask for the relay; returns at once. Many wakes become one."""
        self._wanted.set()

    async def start(self) -> None:
        """Begin to pass wakes on, over one connection of its own."""
        self._task = asyncio.create_task(self._run(), name="waker")

    async def stop(self) -> None:
        """End the background task and its connection."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            try:
                await self._pass_on()
            except LOST as lost:
                log.warning("waker.lost", reason=type(lost).__name__)
                await asyncio.sleep(1)

    async def _pass_on(self) -> None:
        conn: Connection = await asyncpg.connect(
            self._dsn,
            timeout=5,
            command_timeout=5,
            # A notification is worth no disk flush.
            server_settings={"synchronous_commit": "off", "application_name": "waker"},
        )
        try:
            while True:
                await self._wanted.wait()
                self._wanted.clear()
                await queries.notify(conn, self._channel)
                await asyncio.sleep(PAUSE)
        finally:
            conn.terminate()
