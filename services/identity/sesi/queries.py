"""Every statement on sesi and perangkat."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.identity.sesi.models import Sesi
from shared.db import Connection

INSERT_SESI = """
INSERT INTO sesi (id, subjek_id, jenis, peramban, created_at, seen_at, token_until, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""


async def insert_sesi(conn: Connection, sesi: Sesi) -> None:
    """Keep a new session."""
    await conn.execute(
        INSERT_SESI, sesi.id, sesi.subjek_id, sesi.jenis, sesi.peramban, sesi.created_at,
        sesi.seen_at, sesi.token_until, sesi.expires_at,
    )  # fmt: skip


LOCK_ALIVE = """
SELECT id, subjek_id, jenis, peramban, created_at, seen_at, token_until, expires_at FROM sesi
WHERE id = $1 AND revoked_at IS NULL AND token_until > $2 AND expires_at > $2 FOR UPDATE
"""


async def lock_alive(conn: Connection, sid: UUID, now: datetime) -> Sesi | None:
    """Return a session that counts, held until the transaction ends."""
    row = await conn.fetchrow(LOCK_ALIVE, sid, now)
    return Sesi(**dict(row)) if row else None


SET_RENEWED = "UPDATE sesi SET seen_at = $2, token_until = $3 WHERE id = $1"


async def set_renewed(conn: Connection, sid: UUID, now: datetime, token_until: datetime) -> None:
    """Note a new token."""
    await conn.execute(SET_RENEWED, sid, now, token_until)


SET_REVOKED = """
UPDATE sesi SET revoked_at = $3
WHERE id = $1 AND subjek_id = $2 AND revoked_at IS NULL RETURNING token_until
"""


async def set_revoked(
    conn: Connection, sid: UUID, subjek_id: UUID, now: datetime
) -> datetime | None:
    """End a session of this person and return until when its token would count; None if ended."""
    until: datetime | None = await conn.fetchval(SET_REVOKED, sid, subjek_id, now)
    return until


LIST_ALIVE = """
SELECT id, subjek_id, jenis, peramban, created_at, seen_at, token_until, expires_at FROM sesi
WHERE subjek_id = $1 AND revoked_at IS NULL AND token_until > $2 ORDER BY seen_at DESC LIMIT 50
"""


async def list_alive(conn: Connection, subjek_id: UUID, now: datetime) -> list[Sesi]:
    """Return a person's sessions that count, latest first."""
    return [Sesi(**dict(row)) for row in await conn.fetch(LIST_ALIVE, subjek_id, now)]


DELETE_ENDED = "DELETE FROM sesi WHERE token_until < $1"


async def delete_ended(conn: Connection, before: datetime) -> None:
    """Forget sessions that ended long ago."""
    await conn.execute(DELETE_ENDED, before)


IS_DEVICE = "SELECT 1 FROM perangkat WHERE token_hash = $1 AND subjek_id = $2 AND seen_at > $3"


async def is_device(conn: Connection, token_hash: bytes, subjek_id: UUID, since: datetime) -> bool:
    """Tell whether this person logged in on this device before."""
    return await conn.fetchval(IS_DEVICE, token_hash, subjek_id, since) is not None


SAVE_DEVICE = """
INSERT INTO perangkat (token_hash, subjek_id, seen_at) VALUES ($1, $2, $3)
ON CONFLICT (token_hash, subjek_id) DO UPDATE SET seen_at = excluded.seen_at
"""


async def save_device(conn: Connection, token_hash: bytes, subjek_id: UUID, now: datetime) -> None:
    """Remember that this person logged in on this device."""
    await conn.execute(SAVE_DEVICE, token_hash, subjek_id, now)


DELETE_DEVICES = "DELETE FROM perangkat WHERE seen_at < $1"


async def delete_devices(conn: Connection, before: datetime) -> None:
    """Forget devices not seen for long."""
    await conn.execute(DELETE_DEVICES, before)
