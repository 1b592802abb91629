"""Ingat saya: a browser logs its owner in by itself, with a new token at each use.

A token that was replaced and comes back was copied: then every session of the person ends, and
no browser logs him in by itself any more.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID, uuid4

from services.identity.akun import queries as akun
from services.identity.sesi import actions, queries_perangkat, rules
from services.identity.sesi.models import Ingat
from shared import clock
from shared.bus import outbox
from shared.db import Connection
from shared.events.identity import IngatStolen
from shared.sesi.token import Principal


@dataclass(frozen=True)
class Recalled:
    """What a token brought: somebody or nobody, the next token ("": keep the old), a theft."""

    principal: Principal | None = None
    token: str = ""
    is_stolen: bool = False


async def begin(conn: Connection, akun_id: UUID, perangkat_hash: bytes) -> tuple[UUID, str]:
    """Let a browser log in by itself for thirty days; return the family's id and first token."""
    now, secret, ingat_id = clock.now(), secrets.token_urlsafe(32), uuid4()
    ingat = Ingat(
        id=ingat_id, subjek_id=akun_id, perangkat_hash=perangkat_hash, token_hash=_hash(secret),
        previous_hash=None, rotated_at=now, expires_at=now + rules.INGAT_LIFETIME,
    )  # fmt: skip
    await queries_perangkat.insert_ingat(conn, ingat)
    return ingat_id, f"{ingat_id}.{secret}"


async def recall(conn: Connection, token: str, peramban: str) -> Recalled:
    """Open a session with a browser's token, and replace the token.

    Never raises: what a theft ends must be committed.
    """
    ingat_id, secret = _parts(token)
    ingat = await queries_perangkat.lock_ingat(conn, ingat_id) if ingat_id else None
    now = clock.now()
    if ingat is None or ingat.expires_at <= now:
        return Recalled()
    if hmac.compare_digest(_hash(secret), ingat.token_hash):
        return await _rotate(conn, ingat, peramban)
    is_previous = hmac.compare_digest(_hash(secret), ingat.previous_hash or b"")
    if is_previous and now < ingat.rotated_at + rules.INGAT_GRACE:
        return Recalled(await _open(conn, ingat, peramban))
    await _end(conn, ingat)
    return Recalled(is_stolen=True)


async def _end(conn: Connection, ingat: Ingat) -> None:
    """End all that the copied token could have opened, and have its owner told."""
    await actions.revoke_all(conn, ingat.subjek_id)
    owner = await akun.find_akun(conn, ingat.subjek_id)
    if owner is None:
        return
    event = IngatStolen(
        aggregate_id=ingat.id, version=1, akun_id=owner.id, kode_wilayah_asal=owner.kode_wilayah,
        stolen_at=clock.now(),
    )  # fmt: skip
    await outbox.emit(conn, event)


async def _rotate(conn: Connection, ingat: Ingat, peramban: str) -> Recalled:
    secret = secrets.token_urlsafe(32)
    await queries_perangkat.set_rotated(conn, ingat.id, _hash(secret), clock.now())
    return Recalled(await _open(conn, ingat, peramban), f"{ingat.id}.{secret}")


async def _open(conn: Connection, ingat: Ingat, peramban: str) -> Principal | None:
    return await actions.open_sesi(conn, ingat.subjek_id, "penduduk", peramban, ingat_id=ingat.id)


def _parts(token: str) -> tuple[UUID | None, str]:
    ingat_id, _, secret = token.partition(".")
    try:
        return UUID(ingat_id), secret
    except ValueError:
        return None, ""


def _hash(secret: str) -> bytes:
    return sha256(secret.encode()).digest()
