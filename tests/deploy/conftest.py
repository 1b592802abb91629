"""Settings on ports of their own, with stub services."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from deploy.local.settings import Settings

SPAN = 30


def free_base() -> int:
    """Return a port from which the next SPAN ports are free."""
    for base in range(21_000, 32_000, SPAN):
        if all(_is_free(base + step) for step in range(SPAN)):
            return base
    raise RuntimeError("no free ports")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    base = free_base()
    return Settings(
        port=base,
        port_base=base,
        local_dir=tmp_path / "local",
        environment="test",
        service_module="tests.deploy.stub",
    )
