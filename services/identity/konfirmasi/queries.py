"""Every statement on konfirmasi_email."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.identity.akun.sealing import context
from shared import crypto
from shared.crypto import SubjectKey
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


LOCK_UNCONFIRMED = """
SELECT id FROM akun WHERE email_index = $1 AND status = 'registered' FOR UPDATE
"""


async def lock_unconfirmed(conn: Connection, email: str) -> UUID | None:
    """Return the akun of an address that nobody confirmed yet, held until the end."""
    akun_id: UUID | None = await conn.fetchval(LOCK_UNCONFIRMED, crypto.index("email", email))
    return akun_id


NEXT_VERSION = "UPDATE akun SET version = version + 1 WHERE id = $1"


async def count_version(conn: Connection, akun_id: UUID) -> None:
    """Give the akun a new version, so that the new link is news."""
    await conn.execute(NEXT_VERSION, akun_id)


SET_EMAIL = """
UPDATE akun SET email_index = $2, email_sealed = $3, version = version + 1
WHERE id = $1 AND NOT EXISTS (SELECT FROM akun AS lain WHERE lain.email_index = $2)
RETURNING id
"""


async def set_email(conn: Connection, akun_id: UUID, email: str, key: SubjectKey) -> bool:
    """Change the address of an akun; False if another akun has it."""
    sealed = key.seal(email, context(akun_id, "email"))
    changed = await conn.fetchval(SET_EMAIL, akun_id, crypto.index("email", email), sealed)
    return changed is not None


DELETE_LINKS = "DELETE FROM konfirmasi_email WHERE akun_id = $1 AND used_at IS NULL"


async def delete_links(conn: Connection, akun_id: UUID) -> None:
    """Let no link that went to an old address count any more."""
    await conn.execute(DELETE_LINKS, akun_id)
