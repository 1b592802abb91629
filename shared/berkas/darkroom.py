"""Where strangers' files are opened: at most two processes, started when the first file comes.

A file that takes too long or too much memory costs its process its life and nothing else.
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
from pathlib import Path
from typing import Any

import structlog

from shared.berkas.wire import LENGTH, LENGTHS
from shared.errors import NotValid, Unavailable

log = structlog.get_logger()

PROCESSES = 2
WAITING = 32
SECONDS = 10.0
CHUNK = 64 * 1024
ROOT = Path(__file__).resolve().parents[2]
# One thread; and what a large picture took goes back to the system when it is done.
QUIET = {
    "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_MMAP_THRESHOLD_": "262144",
}  # fmt: skip
INHERITED = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH")


class Darkroom:
    """Has files opened by processes of `module`; one that dies of a file calls it `broken`."""

    def __init__(self, module: str, broken: str) -> None:
        self.module = module
        self.broken = broken
        self.seconds = SECONDS
        self.most_waiting = WAITING
        self.children: set[subprocess.Popen[bytes]] = set()
        self._waiting = 0
        self._pool = ThreadPoolExecutor(PROCESSES, thread_name_prefix="darkroom")
        self._own = threading.local()
        atexit.register(self.close)

    async def develop(self, content: bytes) -> tuple[dict[str, Any], bytes]:
        """Return what is told of `content`, and it made anew.

        Raises NotValid, or Unavailable when too many wait.
        """
        if self._waiting >= self.most_waiting:
            raise Unavailable
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            header, clean = await loop.run_in_executor(self._pool, self.ask, content)
        finally:
            self._waiting -= 1
        galat = header.get("galat")
        if galat:
            raise NotValid(galat, **header["params"])
        return header, clean

    def close(self) -> None:
        """End the processes; the next file starts new ones."""
        for child in list(self.children):
            self._end(child)

    def ask(self, content: bytes) -> tuple[dict[str, Any], bytes]:
        """Have this thread's process open the file."""
        child = self._child()
        until = time.monotonic() + self.seconds
        try:
            _write(child, LENGTH.pack(len(content)) + content, until)
            sizes = LENGTHS.unpack(_read(child, LENGTHS.size, until))
            header: dict[str, Any] = json.loads(_read(child, sizes[0], until))
            return header, _read(child, sizes[1], until)
        except (OSError, EOFError) as lost:
            log.warning("darkroom.process_lost", reason=type(lost).__name__)
            self._end(child)
            raise NotValid(self.broken) from lost

    def _child(self) -> subprocess.Popen[bytes]:
        known: subprocess.Popen[bytes] | None = getattr(self._own, "child", None)
        if known is None or known.poll() is not None:
            if known is not None:
                self._end(known)
            known = self._own.child = _start(self.module)
            self.children.add(known)
        return known

    def _end(self, child: subprocess.Popen[bytes]) -> None:
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        child.wait()
        self.children.discard(child)


def _start(module: str) -> subprocess.Popen[bytes]:
    # Not even the environment is handed down: it has the keys.
    kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
    child = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd="/", close_fds=True, bufsize=0,
        env={**kept, **QUIET, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert child.stdin is not None
    os.set_blocking(child.stdin.fileno(), False)
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
