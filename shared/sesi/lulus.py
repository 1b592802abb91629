"""The pass of a captcha: identity signs that somebody has just solved one, for one address.

A service that has no captcha of its own lets identity ask and verifies the pass with the public
session key. It must use each pass up by its id.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from shared import clock
from shared.sesi.token import ALGORITHM, public_key

LIFETIME = timedelta(minutes=2)
TYPE = "lulus"


@dataclass(frozen=True)
class Lulus:
    """A pass that may be used once until `expires_at`."""

    id: UUID
    expires_at: datetime


def sign(tujuan: str, key: OKPKey) -> str:
    """Return a pass for what stands at the path `tujuan`."""
    until = clock.now() + LIFETIME
    claims: dict[str, Any] = {
        "typ": TYPE, "tujuan": tujuan, "jti": str(uuid4()), "exp": int(until.timestamp()),
    }  # fmt: skip
    return jwt.encode({"alg": ALGORITHM}, claims, key, algorithms=[ALGORITHM])


def read(text: str, tujuan: str, raw_public_key: bytes) -> Lulus | None:
    """Return the pass for `tujuan`, or None if it is forged, for something else or too old."""
    try:
        claims = jwt.decode(text, public_key(raw_public_key), algorithms=[ALGORITHM]).claims
        until = datetime.fromtimestamp(claims["exp"], UTC)
        found = Lulus(UUID(claims["jti"]), until)
    except (JoseError, KeyError, ValueError, TypeError):
        return None
    fits = claims.get("typ") == TYPE and claims.get("tujuan") == tujuan
    return found if fits and until > clock.now() else None
