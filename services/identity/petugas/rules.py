"""The second factor: six digits of thirty seconds (RFC 6238), each step once."""

from __future__ import annotations

import hmac
import re

import pyotp

PERIOD = 30
DRIFT = 1
CODE_WRONG = "Kode tidak cocok. Tunggu kode berikutnya di aplikasi, lalu coba lagi."


def step_of(secret: str, code: str, unix_time: float) -> int | None:
    """Return the time step whose code is `code`, at most one step off; None if there is none."""
    typed = re.sub(r"\s", "", code)
    now = int(unix_time) // PERIOD
    totp = pyotp.TOTP(secret)
    for step in range(now - DRIFT, now + DRIFT + 1):
        if hmac.compare_digest(totp.at(for_time=step * PERIOD).encode(), typed.encode()):
            return step
    return None
