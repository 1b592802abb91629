"""How a link looks and how long it counts."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

LIFETIME = timedelta(hours=48)
# A sign-up that nobody confirms is forgotten after a week, however often its link is sent again.
LONGEST = timedelta(days=7)
TOKEN_BYTES = 32
PATH = "/konfirmasi-email/"


def make_token() -> str:
    """Return a new token of 256 random bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def path_of(token: str) -> str:
    """Return the path that goes into the mail."""
    return PATH + token


def expires_at(registered_at: datetime, now: datetime) -> datetime:
    """Return until when a link that is sent now counts."""
    return min(now + LIFETIME, registered_at + LONGEST)


def hash_of(token: str) -> bytes:
    """Return what is kept of a token: a random token needs no slow hash."""
    return sha256(token.encode()).digest()
