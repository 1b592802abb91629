"""The service's own database: a pool, and the transaction that a door opens."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import TypeAlias

import asyncpg

from shared.errors import Unavailable
from shared.failpoints import reach

Connection: TypeAlias = (
    "asyncpg.Connection[asyncpg.Record] | asyncpg.pool.PoolConnectionProxy[asyncpg.Record]"
)
Pool: TypeAlias = "asyncpg.Pool[asyncpg.Record]"

ACQUIRE_TIMEOUT = 5.0
# The server went away, was told to end the session, is full, or is a replica now.
LOST = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.InternalClientError,
)
emitted: ContextVar[bool] = ContextVar("emitted", default=False)


async def _no_reset(_: object) -> None:
    """Nothing sets session state, so the pool's RESET on release is spared."""


async def make_pool(dsn: str, size: int = 10) -> Pool:
    """Return a pool of at most `size` connections; a statement may take 30 s at most."""
    pool = await asyncpg.create_pool(
        dsn, min_size=min(2, size), max_size=size, command_timeout=30, reset=_no_reset
    )
    assert pool is not None
    return pool


class Database:
    """Gives out connections and transactions; tells `after_commit` when events were written."""

    def __init__(self, pool: Pool, after_commit: Callable[[], None] | None = None) -> None:
        self.pool = pool
        self._after_commit = after_commit or (lambda: None)

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        """Lend a connection for reading; raises Unavailable when none is to be had."""
        try:
            conn = await self.pool.acquire(timeout=ACQUIRE_TIMEOUT)
        except (TimeoutError, OSError, *LOST) as lost:
            raise Unavailable from lost
        try:
            yield conn
        except LOST as moved:
            await self.pool.expire_connections()
            raise Unavailable from moved
        finally:
            await self.pool.release(conn)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """Lend a connection inside a transaction: returning commits, raising rolls back."""
        token = emitted.set(False)
        try:
            async with self.connection() as conn:
                async with conn.transaction():
                    yield conn
                    reach("transaction.before_commit")
                reach("transaction.after_commit")
                if emitted.get():
                    self._after_commit()
        finally:
            emitted.reset(token)
