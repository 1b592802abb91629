"""Every statement on konfirmasi_email."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shared.db import Connection

INSERT_KONFIRMASI = """
INSERT INTO konfirmasi_email (token_hash, akun_id, expires_at) VALUES ($1, $2, $3)
"""


async def insert_konfirmasi(
    conn: Connection, token_hash: bytes, akun_id: UUID, expires_at: datetime
) -> None:
    """Keep the hash of a link that was sent."""
    await conn.execute(INSERT_KONFIRMASI, token_hash, akun_id, expires_at)


IS_OPEN = """
SELECT 1 FROM konfirmasi_email WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2
"""


async def is_open(conn: Connection, token_hash: bytes, now: datetime) -> bool:
    """Tell whether the link can still be used."""
    return await conn.fetchval(IS_OPEN, token_hash, now) is not None


SET_USED = """
UPDATE konfirmasi_email SET used_at = $2
WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING akun_id
"""


async def set_used(conn: Connection, token_hash: bytes, now: datetime) -> UUID | None:
    """Use the link up and return its akun; None if it was used or is too old."""
    akun_id: UUID | None = await conn.fetchval(SET_USED, token_hash, now)
    return akun_id
