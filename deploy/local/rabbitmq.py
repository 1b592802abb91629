"""A private RabbitMQ node with its own epmd, reachable from this machine only."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from deploy.local.environment import base_environment
from deploy.local.errors import Missing
from deploy.local.keeper import Command, Keeper
from deploy.local.ports import says, wait_until
from deploy.local.secrets import Secrets
from deploy.local.settings import HOST, Settings
from deploy.rabbitmq.definitions import definitions

NAME = "rabbitmq"
EPMD = "epmd"
SERVER = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
"""The one in sbin switches user and writes to the system's log folder."""
PROTOCOL_HEADER = b"AMQP\x00\x00\x09\x01"
METHOD_FRAME = b"\x01"
CONFIGURATION = """\
listeners.tcp.1 = {host}:{port}
management.tcp.ip = {host}
management.tcp.port = {management_port}
collect_statistics_interval = 2000
log.console = true
log.console.level = warning
log.file = false
definitions.import_backend = local_filesystem
definitions.local.path = {folder}/definitions.json
definitions.skip_if_unchanged = true
vm_memory_high_watermark.absolute = 512MB
disk_free_limit.absolute = 50MB
raft.wal_max_size_bytes = 33554432
heartbeat = 10
"""


class RabbitMQ:
    """The broker of one state folder."""

    def __init__(self, settings: Settings, secrets: Secrets, keeper: Keeper) -> None:
        self.settings = settings
        self.secrets = secrets
        self.keeper = keeper
        self.folder = settings.folder / NAME

    async def start(self) -> None:
        """Write the node's files, start epmd and the node, and wait until it speaks AMQP."""
        self._write_files()
        await self.keeper.start(Command(EPMD, self._epmd(), base_environment(self.settings)))
        command = Command(NAME, (str(_server()),), self._environment(), grace=20.0)
        await self.keeper.start(command)
        await self.wait()

    async def restart(self) -> None:
        """Restart the node in order; every connection is cut."""
        await self.keeper.restart(NAME)
        await self.wait()

    async def wait(self) -> None:
        """Wait until the node speaks AMQP; it listens only when its boot is complete."""
        await wait_until(self.keeper, NAME, self.answers)

    async def answers(self) -> bool:
        """Tell whether the node answers the protocol header."""
        return await says(self.settings.amqp_port, PROTOCOL_HEADER, METHOD_FRAME)

    def _write_files(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._write("definitions.json", json.dumps(definitions(self.secrets.amqp), indent=1))
        self._write("enabled_plugins", "[rabbitmq_management].\n")
        configuration = CONFIGURATION.format(
            host=HOST,
            port=self.settings.amqp_port,
            management_port=self.settings.management_port,
            folder=self.folder,
        )
        self._write("rabbitmq.conf", configuration)
        self._write(".erlang.cookie", self.secrets.erlang_cookie)

    def _write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.write_text(text)
        path.chmod(0o600)

    def _epmd(self) -> tuple[str, ...]:
        found = shutil.which("epmd")
        if found is None:
            raise Missing("epmd", "rabbitmq-server")
        return (found, "-port", str(self.settings.epmd_port), "-address", HOST)

    def _environment(self) -> dict[str, str]:
        # Our epmd is kept in view: one that the node starts itself would outlive it.
        loopback = "-start_epmd false -kernel inet_dist_use_interface {127,0,0,1}"
        folder = str(self.folder)
        return {
            **base_environment(self.settings),
            "HOME": folder,
            "RABBITMQ_NODENAME": "nonpermanen@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": HOST,
            "RABBITMQ_NODE_PORT": str(self.settings.amqp_port),
            "RABBITMQ_DIST_PORT": str(self.settings.erlang_port),
            "ERL_EPMD_PORT": str(self.settings.epmd_port),
            "ERL_EPMD_ADDRESS": HOST,
            "RABBITMQ_MNESIA_BASE": f"{folder}/mnesia",
            "RABBITMQ_LOG_BASE": f"{folder}/log",
            "RABBITMQ_ENABLED_PLUGINS_FILE": f"{folder}/enabled_plugins",
            "RABBITMQ_CONFIG_FILE": f"{folder}/rabbitmq.conf",
            "RABBITMQ_ADVANCED_CONFIG_FILE": f"{folder}/advanced.config",
            "RABBITMQ_PID_FILE": f"{folder}/pid",
            "RABBITMQ_GENERATED_CONFIG_DIR": f"{folder}/config",
            "RABBITMQ_CONF_ENV_FILE": "/dev/null",
            "RABBITMQ_SERVER_ERL_ARGS": "+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": loopback,
            # The start script then becomes the node itself, so signals reach it.
            "RUNNING_UNDER_SYSTEMD": "1",
        }


def _server() -> Path:
    if not SERVER.is_file():
        raise Missing("rabbitmq-server", "rabbitmq-server")
    return SERVER
