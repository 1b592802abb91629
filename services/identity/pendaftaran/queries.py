"""Every statement on draf."""

from __future__ import annotations

from datetime import datetime

from shared.db import Connection

FIND_DRAF = """
SELECT isi_sealed FROM draf
WHERE token_hash = $1 AND submitted_at IS NULL AND expires_at > $2
"""


async def find_draf(conn: Connection, token_hash: bytes, now: datetime) -> bytes | None:
    """Return the sealed draft, if it still lives."""
    isi: bytes | None = await conn.fetchval(FIND_DRAF, token_hash, now)
    return isi


LOCK_DRAF = """
SELECT isi_sealed, submitted_at IS NOT NULL AS submitted FROM draf
WHERE token_hash = $1 AND expires_at > $2 FOR UPDATE
"""


async def lock_draf(
    conn: Connection, token_hash: bytes, now: datetime
) -> tuple[bytes, bool] | None:
    """Return the sealed draft and whether it was sent; a second send waits here."""
    row = await conn.fetchrow(LOCK_DRAF, token_hash, now)
    return (row["isi_sealed"], row["submitted"]) if row else None


SAVE_DRAF = """
INSERT INTO draf (token_hash, isi_sealed, expires_at) VALUES ($1, $2, $3)
ON CONFLICT (token_hash) DO UPDATE SET
    isi_sealed = excluded.isi_sealed, expires_at = excluded.expires_at
WHERE draf.submitted_at IS NULL
"""


async def save_draf(
    conn: Connection, token_hash: bytes, isi_sealed: bytes, expires_at: datetime
) -> None:
    """Keep the draft, unless it was sent."""
    await conn.execute(SAVE_DRAF, token_hash, isi_sealed, expires_at)


SET_SUBMITTED = """
UPDATE draf SET submitted_at = $2, isi_sealed = ''::bytea WHERE token_hash = $1
"""


async def set_submitted(conn: Connection, token_hash: bytes, now: datetime) -> None:
    """Note that the draft was sent, and forget what it said."""
    await conn.execute(SET_SUBMITTED, token_hash, now)


DELETE_DRAF = "DELETE FROM draf WHERE token_hash = $1"


async def delete_draf(conn: Connection, token_hash: bytes) -> None:
    """Forget the draft."""
    await conn.execute(DELETE_DRAF, token_hash)


DELETE_EXPIRED = "DELETE FROM draf WHERE expires_at < $1"


async def delete_expired(conn: Connection, now: datetime) -> None:
    """Forget drafts that nobody came back to."""
    await conn.execute(DELETE_EXPIRED, now)
