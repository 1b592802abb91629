"""Every statement on perangkat and ingat: known browsers, and those that log in by themselves."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.identity.sesi.models import Ingat, Perangkat
from shared.db import Connection

IS_DEVICE = "SELECT 1 FROM perangkat WHERE token_hash = $1 AND subjek_id = $2 AND seen_at > $3"


async def is_device(conn: Connection, token_hash: bytes, subjek_id: UUID, since: datetime) -> bool:
    """Tell whether this person logged in on this device before."""
    return await conn.fetchval(IS_DEVICE, token_hash, subjek_id, since) is not None


SAVE_DEVICE = """
INSERT INTO perangkat (token_hash, subjek_id, seen_at, created_at, peramban)
VALUES ($1, $2, $3, $3, $4)
ON CONFLICT (token_hash, subjek_id)
DO UPDATE SET seen_at = excluded.seen_at, peramban = excluded.peramban
"""


async def save_device(
    conn: Connection, token_hash: bytes, subjek_id: UUID, now: datetime, peramban: str
) -> None:
    """Remember that this person logged in on this device."""
    await conn.execute(SAVE_DEVICE, token_hash, subjek_id, now, peramban)


DELETE_DEVICES = "DELETE FROM perangkat WHERE seen_at < $1"


async def delete_devices(conn: Connection, before: datetime) -> None:
    """Forget devices not seen for long."""
    await conn.execute(DELETE_DEVICES, before)


LIST_DEVICES = """
SELECT p.id, p.peramban, p.created_at, p.seen_at, EXISTS (
    SELECT 1 FROM ingat AS i
    WHERE i.subjek_id = p.subjek_id AND i.perangkat_hash = p.token_hash AND i.expires_at > $2
) AS diingat
FROM perangkat AS p WHERE p.subjek_id = $1 AND p.seen_at > $3 ORDER BY p.seen_at DESC LIMIT 50
"""


async def list_devices(
    conn: Connection, subjek_id: UUID, now: datetime, since: datetime
) -> list[Perangkat]:
    """Return a person's known browsers, latest first."""
    rows = await conn.fetch(LIST_DEVICES, subjek_id, now, since)
    return [Perangkat(**dict(row)) for row in rows]


FORGET_DEVICE = """
WITH gone AS (
    DELETE FROM perangkat WHERE id = $1 AND subjek_id = $2 RETURNING token_hash
), forgotten AS (
    DELETE FROM ingat USING gone
    WHERE ingat.subjek_id = $2 AND ingat.perangkat_hash = gone.token_hash
)
SELECT 1 FROM gone
"""


async def forget_device(conn: Connection, perangkat_id: UUID, subjek_id: UUID) -> bool:
    """Know this person's browser no longer; False if it is not known."""
    return await conn.fetchval(FORGET_DEVICE, perangkat_id, subjek_id) is not None


INSERT_INGAT = """
INSERT INTO ingat (id, subjek_id, perangkat_hash, token_hash, rotated_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6)
"""


async def insert_ingat(conn: Connection, ingat: Ingat) -> None:
    """Let a browser log in by itself."""
    await conn.execute(
        INSERT_INGAT, ingat.id, ingat.subjek_id, ingat.perangkat_hash, ingat.token_hash,
        ingat.rotated_at, ingat.expires_at,
    )  # fmt: skip


LOCK_INGAT = """
SELECT id, subjek_id, perangkat_hash, token_hash, previous_hash, rotated_at, expires_at
FROM ingat WHERE id = $1 FOR UPDATE
"""


async def lock_ingat(conn: Connection, ingat_id: UUID) -> Ingat | None:
    """Return what is known of a browser's tokens, held until the transaction ends."""
    row = await conn.fetchrow(LOCK_INGAT, ingat_id)
    return Ingat(**dict(row)) if row else None


SET_ROTATED = """
UPDATE ingat SET previous_hash = token_hash, token_hash = $2, rotated_at = $3 WHERE id = $1
"""


async def set_rotated(conn: Connection, ingat_id: UUID, token_hash: bytes, now: datetime) -> None:
    """Replace a browser's token."""
    await conn.execute(SET_ROTATED, ingat_id, token_hash, now)


DELETE_INGAT = "DELETE FROM ingat WHERE subjek_id = $1"


async def delete_ingat(conn: Connection, subjek_id: UUID) -> None:
    """Let no browser log this person in by itself any more."""
    await conn.execute(DELETE_INGAT, subjek_id)


DELETE_RUN_OUT = "DELETE FROM ingat WHERE expires_at < $1"


async def delete_run_out(conn: Connection, now: datetime) -> None:
    """Forget browsers whose time is over."""
    await conn.execute(DELETE_RUN_OUT, now)
