"""What the tests of registration stand on."""

from collections.abc import AsyncIterator

import pytest

from shared.db import Connection, Database
from tests.conftest import ConnOf, DatabaseOf

EMPTY = (
    "DELETE FROM bukti; DELETE FROM penyerahan; DELETE FROM percobaan; "
    "DELETE FROM percakapan; DELETE FROM jawaban_siap; "
    "DELETE FROM dokumen; DELETE FROM perbaikan; DELETE FROM instansi_dikenal; "
    "DELETE FROM langkah; "
    "DELETE FROM jejak_lihat; DELETE FROM domisili_orang; DELETE FROM domisili; "
    "DELETE FROM pengikut; DELETE FROM permohonan; DELETE FROM draf; DELETE FROM pemohon; "
    "DELETE FROM outbox"
)


@pytest.fixture
async def conn(conn_of: ConnOf) -> AsyncIterator[Connection]:
    """A transaction that is rolled back, on empty tables."""
    async with conn_of("registration") as lent:
        await lent.execute(EMPTY)
        yield lent


@pytest.fixture
async def database(database_of: DatabaseOf) -> AsyncIterator[Database]:
    """A pool on empty tables; what is committed lasts until the test ends."""
    async with database_of("registration") as lent:
        await lent.pool.execute(EMPTY)
        yield lent
        await lent.pool.execute(EMPTY)
