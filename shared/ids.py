"""Time-ordered identifiers (RFC 9562, version 7)."""

import os
import time
from uuid import UUID


def uuid7() -> UUID:
    """Return a new UUID whose first 48 bits are the Unix time in milliseconds."""
    millis = time.time_ns() // 1_000_000
    value = (millis & ((1 << 48) - 1)) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)
