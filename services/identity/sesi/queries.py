"""Every statement on sesi."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.identity.sesi.models import Sesi
from shared.db import Connection

INSERT_SESI = """
INSERT INTO sesi (id, subjek_id, jenis, peramban, created_at, seen_at, token_until, expires_at,
    penugasan_id, ingat_id, stepped_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
"""


async def insert_sesi(conn: Connection, sesi: Sesi) -> None:
    """Keep a new session."""
    await conn.execute(
        INSERT_SESI, sesi.id, sesi.subjek_id, sesi.jenis, sesi.peramban, sesi.created_at,
        sesi.seen_at, sesi.token_until, sesi.expires_at, sesi.penugasan_id, sesi.ingat_id,
        sesi.stepped_at,
    )  # fmt: skip


LOCK_ALIVE = """
SELECT id, subjek_id, jenis, peramban, created_at, seen_at, token_until, expires_at, penugasan_id,
    ingat_id, stepped_at
FROM sesi
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
WITH ended AS (
    UPDATE sesi SET revoked_at = $3
    WHERE id = $1 AND subjek_id = $2 AND revoked_at IS NULL RETURNING token_until, ingat_id
), forgotten AS (
    DELETE FROM ingat USING ended WHERE ingat.id = ended.ingat_id
)
SELECT token_until FROM ended
"""


async def set_revoked(
    conn: Connection, sid: UUID, subjek_id: UUID, now: datetime
) -> datetime | None:
    """End a session of this person and return until when its token would count; None if ended.

    The browser that remembered it no longer does.
    """
    until: datetime | None = await conn.fetchval(SET_REVOKED, sid, subjek_id, now)
    return until


SET_ALL_REVOKED = """
UPDATE sesi SET revoked_at = $2
WHERE subjek_id = $1 AND revoked_at IS NULL AND token_until > $2
    AND id IS DISTINCT FROM $3::uuid AND ($4::uuid IS NULL OR penugasan_id = $4)
RETURNING id, token_until
"""


async def set_all_revoked(
    conn: Connection, subjek_id: UUID, now: datetime, but: UUID | None, penugasan_id: UUID | None
) -> list[tuple[UUID, datetime]]:
    """End a person's sessions, of one penugasan or all, but one; return them and their ends."""
    rows = await conn.fetch(SET_ALL_REVOKED, subjek_id, now, but, penugasan_id)
    return [(row["id"], row["token_until"]) for row in rows]


SET_STEPPED = "UPDATE sesi SET stepped_at = $2 WHERE id = $1"


async def set_stepped(conn: Connection, sid: UUID, now: datetime) -> None:
    """Note that the second factor was shown in this session."""
    await conn.execute(SET_STEPPED, sid, now)


IS_STEPPED = "SELECT 1 FROM sesi WHERE id = $1 AND revoked_at IS NULL AND stepped_at > $2"


async def is_stepped(conn: Connection, sid: UUID, since: datetime) -> bool:
    """Tell whether the second factor was shown in this session since then."""
    return await conn.fetchval(IS_STEPPED, sid, since) is not None


LIST_ALIVE = """
SELECT id, subjek_id, jenis, peramban, created_at, seen_at, token_until, expires_at, penugasan_id,
    ingat_id, stepped_at
FROM sesi
WHERE subjek_id = $1 AND revoked_at IS NULL AND token_until > $2 ORDER BY seen_at DESC LIMIT 50
"""


async def list_alive(conn: Connection, subjek_id: UUID, now: datetime) -> list[Sesi]:
    """Return a person's sessions that count, latest first."""
    return [Sesi(**dict(row)) for row in await conn.fetch(LIST_ALIVE, subjek_id, now)]


DELETE_ENDED = "DELETE FROM sesi WHERE token_until < $1"


async def delete_ended(conn: Connection, before: datetime) -> None:
    """Forget sessions that ended long ago."""
    await conn.execute(DELETE_ENDED, before)
