"""Two databases and the queues of one teller and two hearers, empty before every test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from importlib.resources import files
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest

from deploy.local.servers import Servers
from shared.bus import topology
from shared.events import envelope
from tests.shared.bus import uji
from tests.shared.bus.running import Bus

FOLDER = files("shared") / "bus"


def _in_database(dsn: str, name: str) -> str:
    return urlunsplit(urlsplit(dsn)._replace(path=f"/{name}"))


async def make_bus(servers: Servers) -> Bus:
    """Return a Bus whose databases are new and have their tables."""
    admin = servers.database_url("postgres")
    bus = Bus(servers, {name: _in_database(admin, f"uji_{name}") for name in NAMES})
    conn = await asyncpg.connect(admin)
    for name in NAMES:
        await conn.execute(f"DROP DATABASE IF EXISTS uji_{name} WITH (FORCE)")
        await conn.execute(f"CREATE DATABASE uji_{name}")
    await conn.close()
    for name in NAMES:
        async with bus.connection(name) as own:
            await own.execute((FOLDER / "tables.sql").read_text() + uji.TABLES)
    return bus


@pytest.fixture(scope="session")
async def bus_servers(servers: Servers) -> Bus:
    """The databases of the teller and the hearers, made once per session."""
    return await make_bus(servers)


NAMES = (uji.TELLER, uji.HEARER, uji.SECOND)
TABLES = "outbox, inbox, relay_lease, parked, suspect, effect, fact"


@pytest.fixture
async def bus(bus_servers: Bus) -> AsyncIterator[Bus]:
    """The bus with nothing on it; what a test started is stopped afterwards."""
    envelope.use(bus_servers.settings(uji.TELLER).bus_keys)
    for name in NAMES:
        await topology.declare(name, uji.Dinas(name).reactions, bus_servers.urls(name))
        async with bus_servers.connection(name) as conn:
            await conn.execute(f"TRUNCATE {TABLES}")
    await bus_servers.purge(NAMES)
    yield bus_servers
    await bus_servers.stop_all()
    await bus_servers.unbind(NAMES)
