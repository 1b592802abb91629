"""How much is measured, and what every part of a run has in hand."""

from __future__ import annotations

import asyncio
import base64
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import asyncpg

from deploy.local.system import System
from shared import crypto
from shared.db import Connection, Database, make_pool
from shared.events import envelope
from shared.settings import Settings
from tests.faults.people import Registry, Resident
from tests.house.tree import service as service_of


@dataclass(frozen=True)
class Plan:
    """The counts of one run."""

    rounds: int = 3
    permohonan: int = 1000
    clients: int = 32
    seconds: float = 4.0
    backlog: int = 20_000
    heard_by_all: int = 2000
    single: int = 1000
    few_tugas: int = 10_000
    many_tugas: int = 200_000
    claims: int = 50
    officers: int = 200
    claims_each: int = 5
    one_office: int = 2000
    many_offices: int = 5000
    few_open: int = 10_000
    many_open: int = 100_000
    pages: int = 300
    flood_people: int = 40
    stays: int = 200_000
    recaps: int = 300
    counted: int = 4000
    letters: int = 200
    fanned: int = 50
    slept: int = 100_000
    rest: float = 5.0
    section_seconds: float = 150.0
    all_seconds: float = 450.0


SHORT = Plan(
    rounds=1, permohonan=20, clients=4, seconds=1.0, backlog=200, heard_by_all=20, single=20,
    few_tugas=2000, many_tugas=4000, claims=2, pages=5, rest=0.5, flood_people=8,
    officers=20, claims_each=2, one_office=120, many_offices=1000, few_open=1500, many_open=3000,
    stays=5000, recaps=5, counted=200, letters=10, fanned=2, slept=500,
)  # fmt: skip


@dataclass(frozen=True)
class Bench:
    """The running system, its people, and what to measure."""

    system: System
    plan: Plan
    people: Registry
    residents: Sequence[Resident]
    tell: Callable[[str], None]

    @asynccontextmanager
    async def superuser(self) -> AsyncIterator[Connection]:
        """Lend a connection that sees every schema."""
        conn = await asyncpg.connect(self.system.servers.database_url("postgres"))
        try:
            yield conn
        finally:
            await conn.close()

    @asynccontextmanager
    async def database(self, service: str, size: int = 10) -> AsyncIterator[Database]:
        """Lend a pool of the service's own role."""
        pool = await make_pool(self.system.servers.database_url(service), size)
        try:
            yield Database(pool)
        finally:
            await pool.close()

    def settings(self, service: str) -> Settings:
        """Return the service's settings and let this process use its keys."""
        told: dict[str, Any] = {
            name.lower(): value for name, value in self.system.servers.environment(service).items()
        }
        settings = service_of(service).settings(**told)
        crypto.use(settings.master_keys, settings.index_key)
        envelope.use(settings.bus_keys)
        return settings

    async def use_bus_keys(self) -> None:
        """Let this process seal what goes over the bus."""
        name, key = self.system.servers.environment("identity")["BUS_KEYS"].split(":", 1)
        envelope.use({name: base64.b64decode(key)})

    async def quiet(self, within: float = 60.0) -> None:
        """Wait until every outbox is told and forget letters: their sending is no part of this."""
        until = time.monotonic() + within
        async with self.superuser() as conn:
            while time.monotonic() < until:
                await conn.execute("DELETE FROM notifier.surat")
                if await conn.fetchval(WAITING) == 0:
                    break
                await asyncio.sleep(0.2)
        await asyncio.sleep(min(1.0, self.plan.rest))

    async def until_count(self, conn: Connection, query: str, wanted: int) -> float:
        """Return the seconds until `query` counts `wanted`."""
        began = time.monotonic()
        while await conn.fetchval(query) < wanted:
            await asyncio.sleep(0.05)
        return time.monotonic() - began


WAITING = """
SELECT (SELECT count(*) FROM identity.outbox WHERE sent_at IS NULL)
     + (SELECT count(*) FROM registration.outbox WHERE sent_at IS NULL)
     + (SELECT count(*) FROM verification.outbox WHERE sent_at IS NULL)
"""
