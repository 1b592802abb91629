"""What a code looks like, how long it lives and when an answer is right."""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta
from typing import Protocol

# Nothing that is read as something else: no 0 O Q D, 1 I L, 2 Z, 5 S, 8 B, 6 G, U V.
ALPHABET = "ACEFHJKMNPRTWXY3479"
LENGTH = 6
LIFETIME = timedelta(minutes=5)
LOCAL_ENVIRONMENTS = frozenset({"local", "test"})


class CaptchaSettings(Protocol):
    """What the captcha needs of the service's settings."""

    @property
    def environment(self) -> str:
        """Return where the process runs."""

    @property
    def local_captcha_answer(self) -> str:
        """Return the answer that a local run always accepts; empty for none."""


def make_answer() -> str:
    """Return a random code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def is_right(given: str, answer: str) -> bool:
    """Tell whether a person's answer is the code; case and spaces do not count."""
    typed = "".join(given.split()).upper().encode()
    return bool(answer) and hmac.compare_digest(typed, answer.upper().encode())


def local_answer(settings: CaptchaSettings) -> str:
    """Return the answer that is always right; none (`""`) outside a local or test run."""
    return settings.local_captcha_answer if settings.environment in LOCAL_ENVIRONMENTS else ""
