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
EMPTY = ";".join(f"DELETE FROM {table}" for table in TABLES)


@pytest.fixture
async def database(database_of: DatabaseOf) -> AsyncIterator[Database]:
    """A pool whose commits last until the test ends."""
    async with database_of("notifier") as lent:
        await lent.pool.execute(EMPTY)
        yield lent
        await lent.pool.execute(EMPTY)


@pytest.fixture
async def conn(conn_of: ConnOf) -> AsyncIterator[Connection]:
    """A transaction that is rolled back."""
    async with conn_of("notifier") as lent:
        await lent.execute(EMPTY)
        yield lent
