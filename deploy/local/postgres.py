"""A private PostgreSQL: its own folder, its own port, passwords only."""

from __future__ import annotations

import os
import pwd
import shutil
import signal as signals
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import asyncpg

from deploy.local.environment import base_environment
from deploy.local.errors import Missing
from deploy.local.keeper import Command, Keeper
from deploy.local.ports import wait_until
from deploy.local.secrets import Secrets
from deploy.local.settings import HOST, ROOT, SERVICES, Settings

NAME = "postgres"
BIN_FOLDERS = Path("/usr/lib/postgresql")
LONGEST_SOCKET_FOLDER = 90
CONFIGURATION = {
    "listen_addresses": HOST,
    "shared_buffers": "64MB",
    "max_connections": "200",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_duration_statement": "500ms",
    # Statements carry values of people; a slow one is logged without them.
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


class Postgres:
    """The database server of one state folder."""

    def __init__(self, settings: Settings, secrets: Secrets, keeper: Keeper) -> None:
        self.settings = settings
        self.secrets = secrets
        self.keeper = keeper
        self.user = "postgres" if os.geteuid() == 0 else None
        self.cluster = settings.folder / NAME

    async def start(self) -> None:
        """Make the cluster on the first call, start it, and bring roles and schemas up to date."""
        if not (self.cluster / "PG_VERSION").is_file():
            await self._make_cluster()
        await self.keeper.start(self._command(NAME, "postgres", *self._arguments()))
        await self.wait()
        await self._apply_roles()

    async def restart(self) -> None:
        """Restart with a fast shutdown: every backend is cut, nothing committed is lost."""
        await self.keeper.restart(NAME)
        await self.wait()

    async def wait(self) -> None:
        """Wait until the server takes connections."""
        await wait_until(self.keeper, NAME, self.answers)

    async def answers(self) -> bool:
        """Tell whether the superuser can log in."""
        try:
            conn = await asyncpg.connect(
                host=HOST,
                port=self.settings.postgres_port,
                user="postgres",
                password=self.secrets.postgres["postgres"],
                database="postgres",
                timeout=5,
            )
        except (OSError, TimeoutError, asyncpg.PostgresError):
            return False
        await conn.close()
        return True

    async def _make_cluster(self) -> None:
        place = self._place()
        if place != self.cluster:
            self.cluster.unlink(missing_ok=True)
            self.cluster.symlink_to(place)
        # A folder that initdb did not finish has no PG_VERSION and holds nothing.
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(mode=0o700, parents=True)
        with tempfile.NamedTemporaryFile("w") as password:
            password.write(self.secrets.postgres["postgres"])
            password.flush()
            if self.user is not None:
                shutil.chown(place, self.user, self.user)
                shutil.chown(password.name, self.user, self.user)
            await self.keeper.run_once(
                self._command("initdb", "initdb", *_initdb(place, password.name))
            )

    def _place(self) -> Path:
        if self.user is None or _may_enter(self.settings.folder, self.user):
            return self.cluster
        # The project lies in a folder, such as root's home, that the postgres user cannot enter.
        name = sha256(str(self.settings.folder).encode()).hexdigest()[:12]
        return Path("/var/tmp") / f"nonpermanen-{name}"  # noqa: S108

    async def _apply_roles(self) -> None:
        argv = ("psql", "--no-psqlrc", "--quiet", "--dbname", "postgres", "--file", ROLES)
        env = {
            **base_environment(self.settings),
            "PGHOST": HOST,
            "PGPORT": str(self.settings.postgres_port),
            "PGUSER": "postgres",
            "PGPASSWORD": self.secrets.postgres["postgres"],
        }
        for service in SERVICES:
            env[f"{service.upper()}_PASSWORD"] = self.secrets.postgres[service]
            migrator = self.secrets.postgres[f"{service}_migrator"]
            env[f"{service.upper()}_MIGRATOR_PASSWORD"] = migrator
        await self.keeper.run_once(Command("roles", (program("psql"), *argv[1:]), env))

    def _arguments(self) -> Iterator[str]:
        folder = str(self.cluster.resolve())
        yield from ("-D", folder, "-p", str(self.settings.postgres_port))
        socket_folder = folder if len(folder) <= LONGEST_SOCKET_FOLDER else ""
        yield from ("-c", f"unix_socket_directories={socket_folder}")
        for name, value in CONFIGURATION.items():
            yield from ("-c", f"{name}={value}")

    def _command(self, name: str, binary: str, *arguments: str) -> Command:
        return Command(
            name,
            (program(binary), *arguments),
            base_environment(self.settings),
            cwd=Path("/"),
            user=self.user,
            # Fast shutdown: SIGTERM would wait for every client to leave.
            stop_signal=signals.SIGINT,
        )


ROLES = str(ROOT / "deploy" / "postgres" / "roles.sql")


def program(name: str) -> str:
    """Return the newest PostgreSQL's program; raise Missing when there is none."""
    versions = sorted(BIN_FOLDERS.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    found = str(versions[-1]) if versions else shutil.which(name)
    if found is None:
        raise Missing(name, "postgresql")
    return found


def remove_cluster(folder: Path) -> None:
    """Remove the cluster of a state folder, also when it lies elsewhere."""
    cluster = folder / NAME
    if cluster.is_symlink():
        shutil.rmtree(cluster.readlink(), ignore_errors=True)
        cluster.unlink()


def _initdb(place: Path, password_file: str) -> tuple[str, ...]:
    return (
        f"--pgdata={place}",
        "--username=postgres",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--data-checksums",
        "--no-sync",
    )


def _may_enter(folder: Path, user: str) -> bool:
    entry = pwd.getpwnam(user)
    for path in (folder, *folder.parents):
        status = path.stat()
        bit = 0o100 if status.st_uid == entry.pw_uid else 0o001
        if status.st_gid == entry.pw_gid and status.st_uid != entry.pw_uid:
            bit = 0o010
        if not status.st_mode & bit:
            return False
    return True
