"""Every statement that counts look-ups and uses up captcha passes."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from shared.db import Connection

COUNT_TRY = """
INSERT INTO percobaan AS p (kunci, jumlah, since) VALUES ($1, 1, $2::timestamptz)
ON CONFLICT (kunci) DO UPDATE SET
    jumlah = CASE WHEN p.since < $2::timestamptz - $3::interval THEN 1 ELSE p.jumlah + 1 END,
    since = CASE WHEN p.since < $2::timestamptz - $3::interval THEN $2 ELSE p.since END
RETURNING jumlah
"""


async def count_try(conn: Connection, kunci: bytes, now: datetime, window: timedelta) -> int:
    """Count one try and return how many there were in the window."""
    return int(await conn.fetchval(COUNT_TRY, kunci, now, window))


INSERT_USED = "INSERT INTO lulus_terpakai (id, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING"


async def insert_used(conn: Connection, pass_id: UUID, expires_at: datetime) -> bool:
    """Use up a captcha pass; False if it was used before."""
    return bool(await conn.execute(INSERT_USED, pass_id, expires_at) == "INSERT 0 1")


DELETE_USED = "DELETE FROM lulus_terpakai WHERE expires_at < $1"
DELETE_TRIES = "DELETE FROM percobaan WHERE since < $1"


async def forget_old(conn: Connection, now: datetime, window: timedelta) -> None:
    """Forget passes that have run out and tries that no window counts."""
    await conn.execute(DELETE_USED, now)
    await conn.execute(DELETE_TRIES, now - window)
