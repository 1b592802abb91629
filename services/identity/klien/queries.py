"""Every statement on klien."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.identity.klien.models import Klien
from shared.db import Connection

INSERT_KLIEN = """
INSERT INTO klien (
    id, nama, tujuan, lingkup, wilayah, rahasia_hash, sid, created_by, created_at
) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""


async def insert_klien(conn: Connection, klien: Klien) -> None:
    """Keep a new program."""
    await conn.execute(
        INSERT_KLIEN, klien.id, klien.nama, klien.tujuan, list(klien.lingkup), klien.wilayah,
        klien.rahasia_hash, klien.sid, klien.created_by, klien.created_at,
    )  # fmt: skip


FIND_KLIEN = """
SELECT id, nama, tujuan, lingkup, wilayah, rahasia_hash, sid, created_by, created_at, rotated_at,
    used_at, revoked_at, rahasia_lama, rahasia_lama_sampai
FROM klien WHERE id = $1
"""


async def find_klien(conn: Connection, klien_id: UUID) -> Klien | None:
    """Return a program, revoked or not."""
    row = await conn.fetchrow(FIND_KLIEN, klien_id)
    return Klien(**dict(row)) if row else None


LOCK_KLIEN = """
SELECT id, nama, tujuan, lingkup, wilayah, rahasia_hash, sid, created_by, created_at, rotated_at,
    used_at, revoked_at, rahasia_lama, rahasia_lama_sampai
FROM klien WHERE id = $1 FOR UPDATE
"""


async def lock_klien(conn: Connection, klien_id: UUID) -> Klien | None:
    """Return a program that stays as it is until the transaction ends."""
    row = await conn.fetchrow(LOCK_KLIEN, klien_id)
    return Klien(**dict(row)) if row else None


LIST_KLIEN = """
SELECT id, nama, tujuan, lingkup, wilayah, rahasia_hash, sid, created_by, created_at, rotated_at,
    used_at, revoked_at, rahasia_lama, rahasia_lama_sampai
FROM klien ORDER BY created_at DESC, id LIMIT 1000
"""


async def list_klien(conn: Connection) -> list[Klien]:
    """Return all programs, the newest first."""
    return [Klien(**dict(row)) for row in await conn.fetch(LIST_KLIEN)]


SET_ROTATED = """
UPDATE klien SET rahasia_lama = rahasia_hash, rahasia_lama_sampai = $4, rahasia_hash = $2,
    rotated_at = $3
WHERE id = $1
"""


async def set_rotated(
    conn: Connection, klien_id: UUID, rahasia_hash: bytes, at: datetime, lama_sampai: datetime
) -> None:
    """Give the program another secret; the one before lets in until then."""
    await conn.execute(SET_ROTATED, klien_id, rahasia_hash, at, lama_sampai)


SET_LAMA_ENDED = """
UPDATE klien SET rahasia_lama = NULL, rahasia_lama_sampai = NULL, sid = $2 WHERE id = $1
"""


async def set_lama_ended(conn: Connection, klien_id: UUID, sid: UUID) -> None:
    """Let the secret before in no more; tokens from now on are of another session."""
    await conn.execute(SET_LAMA_ENDED, klien_id, sid)


SET_REVOKED = "UPDATE klien SET revoked_at = $2 WHERE id = $1"


async def set_revoked(conn: Connection, klien_id: UUID, at: datetime) -> None:
    """Let the program in no more."""
    await conn.execute(SET_REVOKED, klien_id, at)


SET_USED = "UPDATE klien SET used_at = $2 WHERE id = $1"


async def set_used(conn: Connection, klien_id: UUID, at: datetime) -> None:
    """Note when a token was last given out."""
    await conn.execute(SET_USED, klien_id, at)
