"""PostgreSQL and RabbitMQ alone: what lighter tests need, and what the whole system stands on."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

from deploy.local.environment import broker_url, database_url, service_environment
from deploy.local.folder import claim
from deploy.local.keeper import Keeper
from deploy.local.lock import Lock
from deploy.local.ports import check_free
from deploy.local.postgres import Postgres
from deploy.local.rabbitmq import RabbitMQ
from deploy.local.secrets import secrets_of
from deploy.local.settings import Settings, server_ports


class Servers:
    """`async with Servers(settings) as servers:` runs both, with roles and schemas, no tables."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        claim(settings.folder)
        self.lock = Lock(settings.folder)
        self.secrets = secrets_of(settings.folder)
        self.keeper = Keeper(settings.folder / "log")
        self.postgres = Postgres(settings, self.secrets, self.keeper)
        self.rabbitmq = RabbitMQ(settings, self.secrets, self.keeper)

    async def __aenter__(self) -> Self:
        with self.lock.on_failure():
            await check_free(self.settings, server_ports(self.settings))
            try:
                await self.start()
            except BaseException:
                await self.stop()
                raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self.stop()
        self.lock.release()

    async def start(self) -> None:
        """Start both servers side by side."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.postgres.start())
            group.create_task(self.rabbitmq.start())

    async def stop(self) -> None:
        """Stop both servers, epmd last."""
        await self.keeper.stop("postgres", "rabbitmq")
        await self.keeper.stop_all()

    def database_url(self, role: str) -> str:
        """Return the DSN of `<service>`, `<service>_migrator` or the superuser `postgres`."""
        return database_url(self.settings, self.secrets, role)

    def broker_url(self, user: str) -> str:
        """Return the AMQP address of `<service>` or of `operator`, who may do everything."""
        return broker_url(self.settings, self.secrets, user)

    def environment(self, service: str) -> dict[str, str]:
        """Return the environment of the service, as its processes get it."""
        return service_environment(self.settings, self.secrets, service)
