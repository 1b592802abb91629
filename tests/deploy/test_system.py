"""The whole local run with stub services: routes, fragments, restarts, and nothing left."""

from __future__ import annotations

import asyncio
import io
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import aio_pika
import asyncpg
import pytest
from aiohttp import ClientSession
from aiormq.exceptions import ChannelAccessRefused

from deploy.local.environment import MARK
from deploy.local.folder import wipe
from deploy.local.ports import wait_until
from deploy.local.settings import SERVICES, Settings
from deploy.local.system import System
from tests.deploy.conftest import free_base

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
async def system(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[System]:
    base = free_base()
    settings = Settings(
        port=base,
        port_base=base,
        local_dir=tmp_path_factory.mktemp("system") / "local",
        environment="test",
        service_module="tests.deploy.stub",
        seed=False,
    )
    async with System(settings) as system:
        yield system
    assert leftovers(settings.folder) == []
    wipe(settings.folder)


@pytest.fixture
async def client(system: System) -> AsyncIterator[ClientSession]:
    async with ClientSession(system.url) as client:
        yield client


def leftovers(folder: Path) -> list[str]:
    mark = f"{MARK}={folder}".encode()
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark in environ.read_bytes().split(b"\0"):
                found.append(environ.parent.joinpath("cmdline").read_bytes().decode())
        except OSError:
            continue
    return found


async def test_every_part_is_ready(system: System) -> None:
    state = await system.ready()
    assert state["ready"]
    roles = {f"{service}-{role}" for service in SERVICES for role in ("web", "worker")}
    assert set(state["parts"]) == roles | {"postgres", "rabbitmq", "mail", "registry"}


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("/", "identity"),
        ("/permohonan", "registration"),
        ("/permohonan/W12345678", "registration"),
        ("/beranda", "registration"),
        ("/permohonanku", "identity"),
        ("/verifikasi/tugas", "verification"),
        ("/rekap/34", "reporting"),
        ("/pemberitahuan", "notifier"),
        ("/akun", "identity"),
        ("/api/v1/registration/permohonan", "registration"),
        ("/api/v1/notifier/openapi.json", "notifier"),
    ],
)
async def test_the_first_word_chooses_the_service(
    client: ClientSession, path: str, owner: str
) -> None:
    async with client.get(path) as response:
        assert (await response.json())["service"] == owner


@pytest.mark.parametrize("path", ["/metrics", "/livez", "/readyz/x", "/healthz"])
async def test_the_health_of_a_service_is_private(client: ClientSession, path: str) -> None:
    async with client.get(path) as response:
        assert (response.status, await response.text()) == (404, "identity 404")


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_page_keeps_standing_when_its_fragments_fail(
    client: ClientSession, method: str
) -> None:
    headers = {"X-Request-ID": "permintaan-0001"}
    form = {"a": "b"} if method == "POST" else None
    async with client.request(method, "/halaman", headers=headers, data=form) as response:
        text = await response.text()
    good = "<b>notifier permintaan-0001 ('GET', None, 0)</b>"
    assert text == f"<p>permintaan-0001</p>{good}[b][c][d]<p>akhir</p>"


async def test_a_fragment_asked_by_the_browser_answers_for_itself(client: ClientSession) -> None:
    async with client.get("/pemberitahuan/_gagal") as response:
        assert response.status == 500


async def test_a_request_without_an_id_or_with_a_bad_one_gets_one(client: ClientSession) -> None:
    async with client.get("/akun", headers={"X-Request-ID": "x y"}) as response:
        assert len((await response.json())["request_id"]) == 32


async def test_a_forged_forwarding_header_is_not_believed(client: ClientSession) -> None:
    async with client.get("/akun", headers={"X-Forwarded-For": "10.1.2.3"}) as response:
        assert (await response.json())["forwarded_for"] == "127.0.0.1"


async def test_an_upload_is_limited_to_12_megabytes(client: ClientSession) -> None:
    async with client.post("/unggah", data=io.BytesIO(b"x" * 11_000_000)) as response:
        assert (await response.json())["length"] == 11_000_000
    async with client.post("/unggah", data=io.BytesIO(b"x" * 13_000_000)) as response:
        assert response.status == 413
        assert "lebih besar dari 12 MB" in await response.text()


@pytest.mark.parametrize(("method", "path"), [("GET", "/..%2f"), ("TRACE", "/")])
async def test_what_the_edge_cannot_read_gets_a_page_too(
    client: ClientSession, method: str, path: str
) -> None:
    async with client.request(method, path) as response:
        assert response.status in (400, 405)
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert "Permintaan tidak dimengerti" in await response.text()


async def test_a_dead_service_gets_a_page_and_comes_back(
    system: System, client: ClientSession
) -> None:
    system.keeper.kill("verification-web", signal.SIGSTOP)
    system.keeper.kill("verification-web", signal.SIGKILL)
    async with client.get("/verifikasi") as response:
        assert response.status == 503
        assert response.headers["Retry-After"] == "5"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert "Layanan sedang tidak tersedia" in await response.text()
    async with client.get("/api/v1/verification/x") as response:
        assert (await response.json(content_type=None))["status"] == 503
    await system.wait_ready(20)
    assert system.keeper.deaths("verification-web") == 1


async def test_both_servers_come_back_after_a_kill_and_a_restart(system: System) -> None:
    for name, server in (
        ("postgres", system.servers.postgres),
        ("rabbitmq", system.servers.rabbitmq),
    ):
        system.keeper.kill(name)
        while system.keeper.deaths(name) == 0:
            await asyncio.sleep(0.02)
        await wait_until(system.keeper, name, server.answers)
    await system.restart_postgres()
    await system.restart_rabbitmq()
    await system.wait_ready(20)


async def test_a_service_enters_its_own_schema_only(system: System) -> None:
    migrator = await asyncpg.connect(system.servers.database_url("registration_migrator"))
    await migrator.execute("CREATE TABLE coba (id bigserial, isi text)")
    own = await asyncpg.connect(system.servers.database_url("registration"))
    await own.execute("INSERT INTO coba (isi) VALUES ('a')")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await own.execute("CREATE TABLE lain (id int)")
    other = await asyncpg.connect(system.servers.database_url("reporting"))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await other.fetch("SELECT * FROM registration.coba")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await other.execute("CREATE TABLE public.coba (id int)")
    await migrator.execute("DROP TABLE coba")
    for conn in (migrator, own, other):
        await conn.close()


async def test_the_broker_refuses_what_is_not_ones_own(system: System) -> None:
    connection = await aio_pika.connect(system.servers.broker_url("reporting"))
    quorum = {"x-queue-type": "quorum"}
    async with connection:
        channel = await connection.channel()
        queue = await channel.declare_queue("reporting", durable=True, arguments=quorum)
        await queue.bind("events", "registration.domisili.#")
        with pytest.raises(ChannelAccessRefused):
            await channel.declare_queue("identity", durable=True, arguments=quorum)
        await _refused(connection, "events", "identity.akun.approved.v1.-.-.33.10")
        await _refused(connection, "", "identity")


async def _refused(
    connection: aio_pika.abc.AbstractConnection, exchange: str, routing_key: str
) -> None:
    channel = await connection.channel()
    target = await channel.get_exchange(exchange, ensure=False) if exchange else None
    target = target or channel.default_exchange
    with pytest.raises(ChannelAccessRefused):
        await target.publish(aio_pika.Message(b"{}"), routing_key, timeout=5)
