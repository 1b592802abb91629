"""Keeping a draft: sealed in the database, named by a random cookie."""

from __future__ import annotations

import secrets
from hashlib import sha256

from aiohttp import web

from services.identity.pendaftaran import queries, rules
from services.identity.pendaftaran.models import Draf
from shared import clock, crypto
from shared.db import Connection

COOKIE = "__Host-draf"


def token_of(request: web.Request) -> str:
    """Return the draft's token, or ""."""
    return request.cookies.get(COOKIE, "")


def new_token() -> str:
    """Return a new random token."""
    return secrets.token_urlsafe(32)


def give(response: web.Response, token: str) -> None:
    """Let the browser keep the token for a day."""
    response.set_cookie(
        COOKIE, token, max_age=int(rules.LIFETIME.total_seconds()), secure=True, httponly=True,
        samesite="Lax",
    )  # fmt: skip


def take_back(response: web.Response) -> None:
    """Have the browser forget the token."""
    response.del_cookie(COOKIE, secure=True, httponly=True, samesite="Lax")


def hash_of(token: str) -> bytes:
    """Return what the row is named by."""
    return sha256(token.encode()).digest()


async def find(conn: Connection, token: str) -> Draf | None:
    """Return the draft of a token that still lives."""
    if not token:
        return None
    isi = await queries.find_draf(conn, hash_of(token), clock.now())
    return _open(isi, token) if isi else None


async def lock(conn: Connection, token: str) -> tuple[Draf | None, bool]:
    """Return the draft and whether it was sent before; held until the transaction ends."""
    found = await queries.lock_draf(conn, hash_of(token), clock.now()) if token else None
    if found is None:
        return None, False
    isi, submitted = found
    return (None, True) if submitted else (_open(isi, token), False)


async def save(conn: Connection, token: str, draf: Draf) -> None:
    """Keep the draft for another day."""
    sealed = crypto.master().seal(draf.model_dump_json().encode(), _context(token))
    await queries.save_draf(conn, hash_of(token), sealed, clock.now() + rules.LIFETIME)


async def drop(conn: Connection, token: str) -> None:
    """Forget the draft."""
    await queries.delete_draf(conn, hash_of(token))


def _open(isi: bytes, token: str) -> Draf:
    return Draf.model_validate_json(crypto.master().open(isi, _context(token)))


def _context(token: str) -> str:
    return f"draf|isi_sealed|{hash_of(token).hex()}"
