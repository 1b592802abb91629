"""Argon2id in two threads, with a bounded queue: passwords never stall the pages."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from services.identity.settings import IdentitySettings
from shared.errors import Unavailable
from shared.settings import Settings

T = TypeVar("T")
NICE = 10
UNKNOWN = "nobody has this password"


class Hasher:
    """Hashes and verifies; raises Unavailable when too many are waiting."""

    def __init__(self, memory_kib: int, passes: int, threads: int, waiting: int) -> None:
        self._argon2 = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=1)
        self._pool = ThreadPoolExecutor(threads, "argon2", initializer=_stand_back)
        self._limit = waiting
        self._waiting = 0
        # Somebody unknown costs as much time as somebody known.
        self._nobody = self._argon2.hash(UNKNOWN)

    async def hash(self, sandi: str) -> str:
        """Return the hash to keep."""
        return await self._run(lambda: self._argon2.hash(sandi))

    async def verify(self, kept: str | None, sandi: str) -> bool:
        """Tell whether `sandi` is the password of `kept`; None is nobody's, in equal time."""
        right = await self._run(lambda: self._verify(kept or self._nobody, sandi))
        return right and kept is not None

    def _verify(self, kept: str, sandi: str) -> bool:
        try:
            return self._argon2.verify(kept, sandi)
        except (VerificationError, InvalidHashError):
            return False

    def check_room(self) -> None:
        """Raise Unavailable when too many are waiting; asked before a try is counted."""
        if self._waiting >= self._limit:
            raise Unavailable("Sedang banyak yang masuk. Coba lagi sebentar.")

    async def _run(self, work: Callable[[], T]) -> T:
        self.check_room()
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._waiting -= 1


def _stand_back() -> None:
    """Let everything else on the machine go before this thread: pages do not wait for hashes."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)


class _Process:
    hasher: Hasher | None = None


def use(settings: Settings) -> None:
    """Make the hasher of this process; the first call counts."""
    assert isinstance(settings, IdentitySettings)
    if _Process.hasher is None:
        _Process.hasher = Hasher(
            settings.argon2_memory_kib,
            settings.argon2_passes,
            settings.argon2_threads,
            settings.argon2_waiting,
        )


def hasher() -> Hasher:
    """Return the hasher of this process."""
    if _Process.hasher is None:
        raise RuntimeError("hashing.use() was not called")
    return _Process.hasher
