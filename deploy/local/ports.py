"""Ports: are they free, and does somebody answer."""

from __future__ import annotations

import asyncio
import errno
import socket
import time
from collections.abc import Awaitable, Callable, Mapping

from deploy.local.errors import PortTaken, TooSlow
from deploy.local.keeper import Keeper
from deploy.local.settings import HOST, Settings

PATIENCE = 3.0
"""Seconds given to processes of a run that was killed to leave their ports."""


async def check_free(settings: Settings, ports: Mapping[int, str]) -> None:
    """Raise PortTaken for the first port that stays taken."""
    until = time.monotonic() + PATIENCE
    for port, purpose in ports.items():
        while not is_free(port):
            if time.monotonic() > until:
                raise PortTaken(port, purpose, _way_out(settings, port))
            await asyncio.sleep(0.1)


def _way_out(settings: Settings, port: int) -> str:
    if port == settings.port:
        return f"PORT={port + 1000} make run"
    return f"PORT_BASE={settings.port_base + 1000} make run"


def is_free(port: int) -> bool:
    """Tell whether nobody listens on the port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            probe.listen()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise
        return True


async def wait_until(
    keeper: Keeper, name: str, answers: Callable[[], Awaitable[bool]], within: float = 60.0
) -> None:
    """Wait until the kept process answers; raise Died or TooSlow when it does not."""
    until = time.monotonic() + within
    while not await answers():
        keeper.check(name)
        if time.monotonic() > until:
            raise TooSlow(name, within, keeper.log_file(name))
        await asyncio.sleep(0.05)


async def says(port: int, hello: bytes, expected: bytes) -> bool:
    """Tell whether whoever listens on the port answers `hello` with `expected`."""
    try:
        async with asyncio.timeout(2.0):
            reader, writer = await asyncio.open_connection(HOST, port)
            try:
                writer.write(hello)
                return await reader.readexactly(len(expected)) == expected
            finally:
                writer.close()
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        return False
