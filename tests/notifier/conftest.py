"""Empty tables of notifier, to write into for good or for the length of a test."""

from collections.abc import AsyncIterator

import pytest

from shared.db import Connection, Database
from tests.conftest import ConnOf, DatabaseOf

TABLES = (
    "surat", "pemberitahuan", "kontak", "instansi_dikenal", "kabar", "pemilik", "pengingat",
    "pengingat_usai", "pilihan", "denyut", "naskah", "blok_kantor", "webhook_kiriman", "webhook",
    "langganan", "peristiwa", "edaran_lampiran", "edaran_penerima", "edaran",
)  # fmt: skip
PATIENCE = "SET LOCAL lock_timeout = '5s'"
EMPTY = ";".join(f"DELETE FROM {table}" for table in TABLES)


@pytest.fixture
async def database(database_of: DatabaseOf) -> AsyncIterator[Database]:
    """A pool whose commits last until the test ends."""
    async with database_of("notifier") as lent:
        await _empty(lent)
        yield lent
        await _empty(lent)


async def _empty(database: Database) -> None:
    """Empty the tables, or fail soon where another still holds them: the next tests wait too."""
    async with database.transaction() as conn:
        await conn.execute(PATIENCE)
        await conn.execute(EMPTY)


@pytest.fixture
async def conn(conn_of: ConnOf) -> AsyncIterator[Connection]:
    """A transaction that is rolled back."""
    async with conn_of("notifier") as lent:
        await lent.execute(EMPTY)
        yield lent
