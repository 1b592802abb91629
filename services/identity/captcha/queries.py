"""Every statement on captcha."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shared.db import Connection

INSERT_CAPTCHA = "INSERT INTO captcha (id, answer_sealed, expires_at) VALUES ($1, $2, $3)"


async def insert_captcha(
    conn: Connection, captcha_id: UUID, answer_sealed: bytes, expires_at: datetime
) -> None:
    """Keep a new code."""
    await conn.execute(INSERT_CAPTCHA, captcha_id, answer_sealed, expires_at)


FIND_OPEN = """
SELECT answer_sealed FROM captcha WHERE id = $1 AND used_at IS NULL AND expires_at > $2
"""


async def find_open(conn: Connection, captcha_id: UUID, now: datetime) -> bytes | None:
    """Return the sealed answer of a code that can still be used, else None."""
    sealed: bytes | None = await conn.fetchval(FIND_OPEN, captcha_id, now)
    return sealed


SET_USED = """
UPDATE captcha SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND expires_at > $2
RETURNING answer_sealed
"""


async def set_used(conn: Connection, captcha_id: UUID, now: datetime) -> bytes | None:
    """Use the code up and return its sealed answer; None if it was used or is too old."""
    sealed: bytes | None = await conn.fetchval(SET_USED, captcha_id, now)
    return sealed


DELETE_EXPIRED = "DELETE FROM captcha WHERE expires_at < $1"


async def delete_expired(conn: Connection, now: datetime) -> None:
    """Forget the codes that are too old."""
    await conn.execute(DELETE_EXPIRED, now)
