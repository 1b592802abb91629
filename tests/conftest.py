"""What the tests stand on: a private PostgreSQL and RabbitMQ, the five schemas, forged sessions."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

import asyncpg
import pytest
from aiohttp import web
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

from deploy.local.servers import Servers
from deploy.local.settings import SERVICES
from deploy.local.settings import Settings as LocalSettings
from shared import clock, crypto, migrations
from shared.bus import topology
from shared.db import Connection, Database, Pool, make_pool
from shared.events import envelope
from shared.policy import KLIEN
from shared.service import Service
from shared.sesi import token
from shared.sesi.token import Principal
from shared.settings import Settings
from shared.web.application import make_app
from shared.web.route import Route
from shared.wilayah import load
from tests.house.tree import service as service_of
from tests.place import PORT, state, state_folder

HERE = Path(__file__).parent
# They start whole systems, so they come first where two workers share the rest.
LONGEST = {"journeys": -4, "faults": -3, "security": -2, "bench": -1}
LONG = {
    "test_akun", "test_akun_sendiri", "test_bukti", "test_buku", "test_eskalasi",
    "test_faults_short", "test_integrasi", "test_kabar_petugas", "test_kantor", "test_percakapan",
    "test_permohonan_perbaikan", "test_petugas_instansi", "test_rantai", "test_rekap_rantai",
    "test_statistik",
    "test_the_pages_of_login_officers_and_offices_stand_up_to_the_eye",
}  # fmt: skip
# `make test` always tries the same cases and has time; `--hypothesis-profile=explore` tries others.
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", settings.get_profile("explore"), derandomize=True)
settings.load_profile("same")
SID = UUID(int=0x5E51)
SOMEBODY = UUID(int=1)
CLOSING = 10.0
Sign: TypeAlias = Callable[..., str]
AppOf: TypeAlias = Callable[..., tuple[web.Application, Sign]]
ConnOf: TypeAlias = Callable[[str], AbstractAsyncContextManager[Connection]]
DatabaseOf: TypeAlias = Callable[[str], AbstractAsyncContextManager[Database]]


@pytest.fixture(scope="session")
def local_settings() -> LocalSettings:
    """The ports and the folder of the tests; nothing of `make run` is touched."""
    folder = state_folder("servers")
    return LocalSettings(port=PORT, port_base=PORT + 100, local_dir=folder, environment="test")


@pytest.fixture(scope="session")
async def servers(
    local_settings: LocalSettings, request: pytest.FixtureRequest
) -> AsyncIterator[Servers]:
    """PostgreSQL and RabbitMQ, bootstrapped, with no tables and no queues yet."""
    with state(local_settings.folder, request.session):
        async with Servers(local_settings) as running:
            yield running


class Migrated:
    """The five schemas as `migrate` leaves them."""

    def __init__(self, servers: Servers) -> None:
        self.servers = servers

    def database_url(self, service: str) -> str:
        return self.servers.database_url(service)

    def migrate_database_url(self, service: str) -> str:
        return self.servers.database_url(f"{service}_migrator")

    def settings(self, service: str) -> Settings:
        """Return the service's settings and put its keys in place, as its processes do."""
        given: dict[str, Any] = {
            name.lower(): value for name, value in self.servers.environment(service).items()
        }
        known: Service = service_of(service)
        settings = known.settings(**given)
        crypto.use(settings.master_keys, settings.index_key)
        envelope.use(settings.bus_keys)
        if known.prepare:
            known.prepare(settings)
        return settings


@pytest.fixture(scope="session")
async def migrated(servers: Servers) -> Migrated:
    """All five services migrated, with the real area data."""
    ready = Migrated(servers)
    await asyncio.gather(*(_migrate(ready, name) for name in SERVICES))
    return ready


async def _migrate(ready: Migrated, name: str) -> None:
    dsn = ready.migrate_database_url(name)
    await migrations.migrate(dsn, f"services.{name}")
    conn = await asyncpg.connect(dsn)
    try:
        await load.load(conn, ready.servers.settings.build_dir)
    finally:
        await conn.close()
    await topology.declare(name, service_of(name).reactions, [ready.servers.broker_url(name)])


@pytest.fixture(scope="session")
def conn_of(migrated: Migrated) -> ConnOf:
    """`async with conn_of("identity") as conn:` lends a transaction that is rolled back."""

    @asynccontextmanager
    async def lend(service: str) -> AsyncIterator[Connection]:
        migrated.settings(service)
        conn = await asyncpg.connect(migrated.database_url(service))
        transaction = conn.transaction()
        await transaction.start()
        try:
            yield conn
        finally:
            await transaction.rollback()
            await conn.close()

    return lend


@pytest.fixture(scope="session")
def database_of(migrated: Migrated) -> DatabaseOf:
    """`async with database_of("identity") as database:` lends a pool; what is committed stays."""

    @asynccontextmanager
    async def lend(service: str) -> AsyncIterator[Database]:
        settings = migrated.settings(service)
        pool = await make_pool(settings.database_url, 20)
        try:
            yield Database(pool)
        finally:
            await _close(pool)

    return lend


async def _close(pool: Pool) -> None:
    """Close a pool; a connection that a test never gave back must not stop the whole run."""
    try:
        async with asyncio.timeout(CLOSING):
            await pool.close()
    except TimeoutError:
        pool.terminate()
        raise


@pytest.fixture(scope="session")
def sign(servers: Servers) -> Sign:
    """`sign("petugas", "34.02", akun_id)` forges the session token of a role in an area."""
    pair = servers.secrets.session_private_key, servers.secrets.session_public_key
    key = token.private_key(*(base64.b64decode(half) for half in pair))

    def forge(
        peran: str, wilayah: str = "", who: UUID = SOMEBODY, nama: str = "Petugas Uji",
        lingkup: tuple[str, ...] = (), sid: UUID = SID,
    ) -> str:  # fmt: skip
        at = clock.now().replace(microsecond=0)
        resident = peran == "penduduk"
        principal = Principal(
            id=who, jenis="penduduk" if resident else "klien" if peran == KLIEN else "petugas",
            peran=peran,
            wilayah="" if resident else wilayah, nama_wilayah="Wilayah Uji", inisial="PU",
            nama="" if resident else nama, sid=sid, issued_at=at,
            expires_at=at + timedelta(hours=1), lingkup=lingkup,
        )  # fmt: skip
        return token.sign(principal, key)

    return forge


@pytest.fixture(scope="session")
def app_of(migrated: Migrated, sign: Sign) -> AppOf:
    """`app_of("identity")` returns the service's web application and `sign`.

    With `routes`, the application has these instead of the service's own.
    """

    def build(service: str, routes: Sequence[Route] | None = None) -> tuple[web.Application, Sign]:
        known = service_of(service)
        settings = migrated.settings(service)
        if routes is None:
            return make_app(known, settings), sign
        chosen = Service(
            name=known.name, title=known.title, routes=routes, reactions=known.reactions,
            settings=known.settings,
        )  # fmt: skip
        return make_app(chosen, settings), sign

    return build


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Name the long ones, which `make journeys` runs, and begin with what starts whole systems."""
    for item in items:
        starts_all = item.path.parent.name in ("journeys", "faults")
        if starts_all and LONG & {item.path.stem, item.name}:
            item.add_marker(pytest.mark.long)
    items.sort(key=lambda item: LONGEST.get(item.path.relative_to(HERE).parts[0], 0))


class FolderScheduling(LoadScopeScheduling):
    """Keep a folder's tests on one worker: they share its servers and its system."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.split("/")[1]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FolderScheduling | None:
    """Share the tests by folder."""
    return FolderScheduling(config, log) if config.getvalue("dist") == "loadscope" else None
