"""The whole system on one machine: servers, five services, the edge."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import sys
import time
from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import Any, Self

from aiohttp import ClientError, ClientSession

from deploy.local import edge
from deploy.local.environment import registry_environment
from deploy.local.errors import TooSlow
from deploy.local.keeper import Command, Keeper
from deploy.local.mailsink import MailSink
from deploy.local.ports import check_free
from deploy.local.prepared import Prepared
from deploy.local.servers import Servers
from deploy.local.settings import Settings, all_ports

Tell = Callable[[str, float], None]
"""Called with the name of each step that is done and the seconds it took."""

READY_WITHIN = 90.0
SEED = "deploy.local.seed"
REGISTRY = "deploy.local.registry"
ACCOUNTS = "accounts.json"


class System:
    """`async with System(settings) as system:` runs everything until the block ends."""

    def __init__(self, settings: Settings, tell: Tell | None = None) -> None:
        self.settings = settings
        self.servers = Servers(settings)
        self.mail = MailSink(settings, self.servers.keeper)
        self._tell = tell or (lambda _name, _seconds: None)

    @property
    def keeper(self) -> Keeper:
        """Return the keeper of all processes: `<service>-web`, `<service>-worker`, …"""
        return self.servers.keeper

    @property
    def url(self) -> str:
        """Return the address of the portal."""
        return self.settings.url

    @property
    def mail_url(self) -> str:
        """Return the address of the mail sink's page and API."""
        return self.settings.mail_url

    async def __aenter__(self) -> Self:
        with self.servers.lock.on_failure():
            await check_free(self.settings, all_ports(self.settings))
            try:
                await self._start()
            except BaseException:
                await self._stop()
                raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self._stop()
        self.servers.lock.release()

    async def restart_postgres(self) -> None:
        """Restart PostgreSQL and wait until it takes connections."""
        await self.servers.postgres.restart()

    async def restart_rabbitmq(self) -> None:
        """Restart RabbitMQ and wait until it speaks AMQP."""
        await self.servers.rabbitmq.restart()

    async def ready(self) -> dict[str, Any]:
        """Return what the edge answers on /readyz; {} when it does not answer."""
        try:
            async with ClientSession() as client, client.get(f"{self.url}/readyz") as response:
                found: dict[str, Any] = json.loads(await response.read())
                return found
        except (OSError, ClientError, ValueError):
            return {}

    async def wait_ready(self, within: float = READY_WITHIN) -> None:
        """Wait until every part is ready; raise Died or TooSlow for the part that is not."""
        until = time.monotonic() + within
        while not (state := await self.ready()).get("ready"):
            self.keeper.check(*self.keeper.names)
            if time.monotonic() > until:
                raise self._too_slow(state, within)
            await asyncio.sleep(0.1)

    async def _start(self) -> None:
        prepared = Prepared(self.settings)
        current = prepared.is_current()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._start_postgres(then_web=current))
            group.create_task(self._timed("RabbitMQ", self.servers.rabbitmq.start()))
            group.create_task(self._timed("surel", self.mail.start()))
            group.create_task(self._start_beside())
        if not current:
            prepared.forget()
            await self._prepare()
            prepared.remember()
            await self._start_role("web")
        await self._timed("layanan", self._start_workers())

    async def _start_postgres(self, then_web: bool) -> None:
        await self._timed("PostgreSQL", self.servers.postgres.start())
        if then_web:
            # Nothing to migrate: the web processes load while the broker still boots.
            await self._start_role("web")

    async def _prepare(self) -> None:
        async with asyncio.TaskGroup() as group:
            for service in self.settings.services:
                group.create_task(self._timed(f"skema {service}", self._migrate(service)))
        if self.settings.seed and importlib.util.find_spec(SEED):
            await self._timed("akun contoh", self._seed())

    async def _start_beside(self) -> None:
        if importlib.util.find_spec(REGISTRY):
            await self.keeper.start(self._registry())
        await self.keeper.start(edge.ready_command(self.settings))
        await self.keeper.start(edge.edge_command(self.settings))

    async def _migrate(self, service: str) -> None:
        await self.keeper.run_once(self._service(service, "migrate"))

    async def _seed(self) -> None:
        argv = (sys.executable, "-m", SEED)
        accounts = str(self.settings.folder / ACCOUNTS)
        env = {**self.servers.environment("identity"), "ACCOUNTS_FILE": accounts}
        await self.keeper.run_once(Command("seed", argv, env))

    async def _start_role(self, role: str) -> None:
        for service in self.settings.services:
            await self.keeper.start(self._service(service, role))

    async def _start_workers(self) -> None:
        await self._start_role("worker")
        await self.wait_ready()

    async def _stop(self) -> None:
        services = [
            f"{name}-{role}" for role in ("web", "worker") for name in self.settings.services
        ]
        await self.keeper.stop(edge.NAME, *services)
        await self.keeper.stop("registry", edge.READY, "mail")
        await self.servers.stop()

    def _service(self, service: str, role: str) -> Command:
        module = self.settings.service_module.format(service=service)
        env = self.servers.environment(service)
        return Command(f"{service}-{role}", (sys.executable, "-m", module, role), env)

    def _registry(self) -> Command:
        port = str(self.settings.registry_port)
        argv = (sys.executable, "-m", REGISTRY, "--port", port)
        return Command("registry", argv, registry_environment(self.settings), grace=3.0)

    async def _timed(self, name: str, step: Coroutine[Any, Any, None]) -> None:
        began = time.monotonic()
        await step
        self._tell(name, time.monotonic() - began)

    def _too_slow(self, state: dict[str, Any], within: float) -> TooSlow:
        late = [name for name, part in state.get("parts", {}).items() if not part["ready"]]
        name = late[0] if late else edge.NAME
        return TooSlow(", ".join(late) or edge.NAME, within, self.keeper.log_file(name))
