"""A start that cannot succeed says why and what to do."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.local import ports
from deploy.local.errors import AlreadyRunning, PortTaken, Trouble
from deploy.local.folder import wipe
from deploy.local.lock import Lock
from deploy.local.secrets import secrets_of
from deploy.local.servers import Servers
from deploy.local.settings import Settings, all_ports


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "PATIENCE", 0.0)


async def test_a_taken_portal_port_names_the_port_and_the_variable(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", settings.port)), pytest.raises(PortTaken) as caught:
        await ports.check_free(settings, all_ports(settings))
    assert f"Port {settings.port} (portal)" in str(caught.value)
    assert f"PORT={settings.port + 1000} make run" in str(caught.value)


async def test_a_taken_port_behind_the_edge_names_the_base(settings: Settings) -> None:
    hint = f"PORT_BASE={settings.port_base + 1000} make run"
    taken = socket.create_server(("127.0.0.1", settings.postgres_port))
    with taken, pytest.raises(PortTaken, match=hint):
        await ports.check_free(settings, all_ports(settings))


async def test_a_failed_start_gives_the_folder_back(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", settings.amqp_port)), pytest.raises(PortTaken):
        async with Servers(settings):
            pass
    Lock(settings.folder).take()


async def test_two_runs_in_one_folder_are_refused(settings: Settings) -> None:
    held = Lock(Servers(settings).settings.folder)
    held.take()
    with pytest.raises(AlreadyRunning, match="LOCAL_DIR"):
        async with Servers(settings):
            pass
    held.release()


def test_a_folder_of_somebody_else_is_left_alone(settings: Settings) -> None:
    settings.folder.mkdir()
    (settings.folder / "surat.txt").write_text("milik orang lain")
    with pytest.raises(Trouble, match="LOCAL_DIR"):
        Servers(settings)


def test_a_full_disk_is_said_before_anything_starts(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(settings.folder.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=549_000_000))
    with pytest.raises(Trouble, match="Sisa ruang disk 549 MB"):
        Servers(settings)


def test_wiping_also_removes_what_tests_left_below_but_not_while_it_runs(
    settings: Settings,
) -> None:
    below = settings.folder / "test-servers"
    below.mkdir(parents=True)
    for folder in (settings.folder, below):
        secrets_of(folder)
    held = Lock(below)
    held.take()
    with pytest.raises(AlreadyRunning):
        wipe(settings.folder)
    held.release()
    wipe(settings.folder)
    assert not settings.folder.exists()


def test_secrets_are_made_once_and_only_the_owner_reads_them(tmp_path: Path) -> None:
    made = secrets_of(tmp_path)
    assert secrets_of(tmp_path) == made
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600
    assert len(set(made.postgres.values())) == len(made.postgres)


def test_an_unreadable_setting_is_named_without_a_traceback(settings: Settings) -> None:
    env = {"PORT": "delapan", "LOCAL_DIR": str(settings.folder), "PATH": "/usr/bin"}
    argv = [sys.executable, "-m", "deploy.local", "status"]
    tried = subprocess.run(argv, env=env, capture_output=True, text=True, check=False)
    assert tried.returncode == 1
    assert "PORT" in tried.stdout
    assert "Traceback" not in tried.stdout + tried.stderr
