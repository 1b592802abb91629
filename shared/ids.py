"""Time-ordered identifiers (RFC 9562, version 7)."""

import os
import time
from uuid import UUID

TICKS_PER_MS = 4096


class _Last:
    tick = 0


def uuid7() -> UUID:
    """Return a new UUID that sorts after every earlier one of this process.

    The first 60 bits of time are the Unix time in ticks of 1/4096 ms (RFC 9562 §6.2, method 3).
    """
    tick = time.time_ns() * TICKS_PER_MS // 1_000_000
    _Last.tick = tick = max(tick, _Last.tick + 1)
    millis, fraction = divmod(tick, TICKS_PER_MS)
    rest = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    return UUID(int=millis << 80 | 0x7 << 76 | fraction << 64 | 0x2 << 62 | rest)
