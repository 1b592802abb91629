"""What the tests of registration stand on."""

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestServer

from services.registration.pemohon.models import Pemohon
from shared.db import Connection, Database
from tests.conftest import AppOf, ConnOf, DatabaseOf, Sign
from tests.held import HeldClient
from tests.registration.browser import Browser
from tests.registration.made import make_pemohon

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


@pytest.fixture
async def client(app_of: AppOf, database: Database) -> AsyncIterator[HeldClient]:
    """A client of the service; what its API answers is held against its document."""
    app, _ = app_of("registration")
    async with HeldClient(TestServer(app)) as client:
        yield client


@pytest.fixture
async def siti(database: Database) -> Pemohon:
    """A verified resident."""
    async with database.transaction() as conn:
        return await make_pemohon(conn)


@pytest.fixture
def browser(client: HeldClient, sign: Sign, siti: Pemohon) -> Browser:
    """Her browser without JavaScript, logged in."""
    return Browser(client, sign("penduduk", who=siti.akun_id))
