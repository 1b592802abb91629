"""The second factor: six digits of thirty seconds (RFC 6238), each step once; recovery codes."""

from __future__ import annotations

import hmac
import re
import secrets

import pyotp

PERIOD = 30
DRIFT = 1
CADANGAN = 10
# Letters only, without I L O: a code of digits is one of the app.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ"
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


def make_cadangan() -> str:
    """Return a recovery code of 45 random bits: `ABCDE-FGHJK`."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(10))
    return f"{drawn[:5]}-{drawn[5:]}"


def plain_cadangan(code: str) -> str:
    """Return a recovery code as it is compared: capitals, nothing between."""
    return re.sub(r"[^A-Z0-9]", "", code.upper())[:20]
