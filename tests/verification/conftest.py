"""What the tests of verification stand on."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeAlias
from uuid import UUID, uuid4

import pytest
from aiohttp.test_utils import TestClient, TestServer

from services.verification.antrean import reactions as antrean
from services.verification.antrean.models import Petugas
from services.verification.pembagian import reactions as pembagian
from shared.db import Database
from shared.events.envelope import Event
from shared.service import merge
from tests.hearing import react
from tests.verification.facts import permohonan_submitted

Open: TypeAlias = Callable[..., Awaitable[UUID]]

RINI = Petugas(UUID(int=0x4101), "Rini Astuti", "34.02", "petugas")
REACTIONS = merge(antrean.REACTIONS, pembagian.REACTIONS)
GILANG = Petugas(UUID(int=0x4102), "Gilang Wibowo", "34.02", "petugas")


@pytest.fixture
async def db(database_of: Any) -> AsyncIterator[Database]:
    """The service's database, empty of tugas and events."""
    async with database_of("verification") as database:
        async with database.transaction() as conn:
            await conn.execute("DELETE FROM tugas")
            await conn.execute("DELETE FROM subjek")
            await conn.execute("DELETE FROM petugas")
            await conn.execute("DELETE FROM pembagian")
            await conn.execute("DELETE FROM outbox")
        yield database


@pytest.fixture
async def client(app_of, db) -> AsyncIterator[TestClient[Any, Any]]:
    app, _ = app_of("verification")
    async with TestClient(TestServer(app)) as client:
        yield client


async def hear(db: Database, *events: Event) -> None:
    """Let the service react to events, each in a transaction of its own."""
    for event in events:
        await hear_together(db, event)


async def hear_together(db: Database, *events: Event) -> None:
    """Let the service react to events that arrive in one batch."""
    async with db.transaction() as conn:
        await react(REACTIONS, conn, *events)


async def open_tugas(db: Database, **facts: Any) -> UUID:
    """Open a tugas by the event that opens it and return its id."""
    event = permohonan_submitted(**facts)
    await hear(db, event)
    async with db.connection() as conn:
        return await conn.fetchval("SELECT id FROM tugas WHERE subjek_id = $1", event.aggregate_id)


async def told(db: Database) -> list[str]:
    """Return the types of what was told, in order."""
    async with db.connection() as conn:
        return [row["type"] for row in await conn.fetch("SELECT type FROM outbox ORDER BY id")]


async def lapse(db: Database, tugas_id: UUID) -> None:
    """Let the lease of a tugas run out."""
    async with db.transaction() as conn:
        await conn.execute(
            "UPDATE tugas SET claimed_until = now() - interval '1 s' WHERE id = $1", tugas_id
        )


def petugas(nama: str, kode_kantor: str = "34.02", peran: str = "petugas") -> Petugas:
    """Return another officer."""
    return Petugas(uuid4(), nama, kode_kantor, peran)
