"""Where pictures are opened: at most two processes, started when the first picture comes.

A picture that takes too long or too much memory costs its process its life and nothing else.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

from services.identity.swafoto import rules
from services.identity.swafoto.rules import Saran, Ukuran
from services.identity.swafoto.wire import LENGTH, LENGTHS
from shared.errors import NotValid, Unavailable

log = structlog.get_logger()

PROCESSES = 2
WAITING = 32
SECONDS = 10.0
CHUNK = 64 * 1024
MODULE = "services.identity.swafoto.child"
ROOT = Path(__file__).resolve().parents[3]
# One thread; and what a large picture took goes back to the system when it is done.
QUIET = {
    "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_MMAP_THRESHOLD_": "262144",
}  # fmt: skip
INHERITED = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH")
_POOL = ThreadPoolExecutor(PROCESSES, thread_name_prefix="darkroom")
_own = threading.local()
_children: set[subprocess.Popen[bytes]] = set()


@dataclass(frozen=True)
class Bersih:
    """A clean picture: an upright JPEG of at most 960 px, and what could be better about it."""

    jpeg: bytes
    saran: list[Saran]


class _Queue:
    waiting = 0


async def develop(content: bytes) -> Bersih:
    """Return `content` cleaned and measured; raises NotValid, or Unavailable when it is full."""
    if _Queue.waiting >= WAITING:
        raise Unavailable
    _Queue.waiting += 1
    try:
        header, jpeg = await asyncio.get_running_loop().run_in_executor(_POOL, ask, content)
    finally:
        _Queue.waiting -= 1
    galat = header.get("galat")
    if galat:
        raise NotValid(galat, **header["params"])
    return Bersih(jpeg, rules.advise(Ukuran(**header["ukuran"])))


def ask(content: bytes) -> tuple[dict[str, Any], bytes]:
    """Have this thread's process open the picture; one that dies of it is called broken."""
    child = _child()
    until = time.monotonic() + SECONDS
    try:
        _write(child, LENGTH.pack(len(content)) + content, until)
        sizes = LENGTHS.unpack(_read(child, LENGTHS.size, until))
        header: dict[str, Any] = json.loads(_read(child, sizes[0], until))
        return header, _read(child, sizes[1], until)
    except (OSError, EOFError) as lost:
        log.warning("darkroom.process_lost", reason=type(lost).__name__)
        _end(child)
        raise NotValid(rules.BROKEN) from lost


def _child() -> subprocess.Popen[bytes]:
    known: subprocess.Popen[bytes] | None = getattr(_own, "child", None)
    if known is None or known.poll() is not None:
        if known is not None:
            _end(known)
        known = _own.child = _start()
    return known


def _start() -> subprocess.Popen[bytes]:
    # Not even the environment is handed down: it has the keys.
    kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
    child = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", MODULE],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd="/", close_fds=True, bufsize=0,
        env={**kept, **QUIET, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert child.stdin is not None
    os.set_blocking(child.stdin.fileno(), False)
    _children.add(child)
    return child


def _write(child: subprocess.Popen[bytes], content: bytes, until: float) -> None:
    assert child.stdin is not None
    rest = memoryview(content)
    while rest:
        _wait(child.stdin.fileno(), select.POLLOUT, until)
        rest = rest[os.write(child.stdin.fileno(), rest[:CHUNK]) :]


def _read(child: subprocess.Popen[bytes], size: int, until: float) -> bytes:
    assert child.stdout is not None
    return b"".join(_pieces(child.stdout.fileno(), size, until))


def _pieces(number: int, size: int, until: float) -> Iterator[bytes]:
    while size:
        _wait(number, select.POLLIN, until)
        piece = os.read(number, min(size, CHUNK))
        if not piece:
            raise EOFError
        size -= len(piece)
        yield piece


def _wait(number: int, event: int, until: float) -> None:
    poll = select.poll()
    poll.register(number, event)
    if not poll.poll(max(0.0, until - time.monotonic()) * 1000):
        raise TimeoutError


def children() -> list[subprocess.Popen[bytes]]:
    """Return the processes that are running."""
    return list(_children)


@atexit.register
def close() -> None:
    """End the processes; the next picture starts new ones."""
    for child in list(_children):
        _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    child.wait()
    _children.discard(child)
