"""Every statement on undangan."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import asyncpg

from services.identity.petugas.queries import index_email
from services.identity.undangan.models import Undangan
from shared.crypto import SubjectKey
from shared.db import Connection

# A newer invitation to the same replaces the older one.
CLOSE_SAME = """
UPDATE undangan SET closed_at = $4
WHERE email_index = $1 AND peran = $2 AND wilayah = $3 AND closed_at IS NULL
"""
INSERT_UNDANGAN = """
INSERT INTO undangan (id, token_hash, kunci, email_index, email_sealed, totp_sealed, nama, peran,
    wilayah, diundang_oleh, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
"""


async def insert_undangan(
    conn: Connection, undangan: Undangan, token_hash: bytes, diundang_oleh: UUID
) -> None:
    """Keep an invitation; an older one to the same role counts no longer."""
    key, index = SubjectKey.create(undangan.id), index_email(undangan.email)
    await conn.execute(CLOSE_SAME, index, undangan.peran, undangan.wilayah, undangan.created_at)
    await conn.execute(
        INSERT_UNDANGAN, undangan.id, token_hash, key.wrap(), index,
        key.seal(undangan.email, _context(undangan.id, "email")),
        key.seal(undangan.totp, _context(undangan.id, "totp")), undangan.nama, undangan.peran,
        undangan.wilayah, diundang_oleh, undangan.created_at, undangan.expires_at,
    )  # fmt: skip


FIND_OPEN = """
SELECT id, kunci, email_sealed, totp_sealed, nama, peran, wilayah, created_at, expires_at
FROM undangan WHERE token_hash = $1 AND closed_at IS NULL AND expires_at > $2
"""


async def find_open(conn: Connection, token_hash: bytes, now: datetime) -> Undangan | None:
    """Return the invitation of a link that still counts."""
    row = await conn.fetchrow(FIND_OPEN, token_hash, now)
    return _opened(row) if row else None


LIST_OPEN = """
SELECT id, kunci, email_sealed, totp_sealed, nama, peran, wilayah, created_at, expires_at
FROM undangan
WHERE closed_at IS NULL AND expires_at > $2
    AND ($1 = '' OR wilayah = $1 OR starts_with(wilayah, $1 || '.'))
ORDER BY created_at DESC LIMIT 200
"""


async def list_open(conn: Connection, wilayah: str, now: datetime) -> list[Undangan]:
    """Return the invitations to an area that still count, newest first."""
    return [_opened(row) for row in await conn.fetch(LIST_OPEN, wilayah, now)]


AREA_OF_UNDANGAN = "SELECT wilayah FROM undangan WHERE id = $1 AND closed_at IS NULL"


async def find_area(conn: Connection, undangan_id: UUID) -> str | None:
    """Return the area that an open invitation is for."""
    wilayah: str | None = await conn.fetchval(AREA_OF_UNDANGAN, undangan_id)
    return wilayah


SET_CLOSED = """
UPDATE undangan SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL RETURNING id
"""


async def set_closed(conn: Connection, undangan_id: UUID, now: datetime) -> bool:
    """Use an invitation up, or take it back; False if it was."""
    return await conn.fetchval(SET_CLOSED, undangan_id, now) is not None


def _opened(row: asyncpg.Record) -> Undangan:
    key = SubjectKey.unwrap(row["kunci"], row["id"])
    return Undangan(
        id=row["id"], nama=row["nama"], peran=row["peran"], wilayah=row["wilayah"],
        email=key.open(row["email_sealed"], _context(row["id"], "email")),
        totp=key.open(row["totp_sealed"], _context(row["id"], "totp")),
        created_at=row["created_at"], expires_at=row["expires_at"],
    )  # fmt: skip


def _context(undangan_id: UUID, column: str) -> str:
    return f"undangan|{column}_sealed|{undangan_id}"


DELETE_OLD = "DELETE FROM undangan WHERE expires_at < $1"


async def delete_old(conn: Connection, before: datetime) -> None:
    """Forget invitations that ran out before then, taken up or not."""
    await conn.execute(DELETE_OLD, before)
