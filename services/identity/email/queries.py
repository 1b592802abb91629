"""Every statement on the address of an akun."""

from __future__ import annotations

from uuid import UUID

from services.identity.akun.sealing import context
from shared import crypto
from shared.crypto import SubjectKey
from shared.db import Connection

IS_TAKEN = "SELECT 1 FROM akun WHERE email_index = $1"


async def is_taken(conn: Connection, email: str) -> bool:
    """Tell whether an akun has this address."""
    return await conn.fetchval(IS_TAKEN, crypto.index("email", email)) is not None


SET_EMAIL = """
UPDATE akun SET email_index = $2, email_sealed = $3, version = version + 1 WHERE id = $1
    AND NOT EXISTS (SELECT 1 FROM akun AS other WHERE other.email_index = $2)
RETURNING version
"""


async def set_email(conn: Connection, akun_id: UUID, key: SubjectKey, email: str) -> int | None:
    """Keep the new address and return the akun's new version; None if another akun has it."""
    sealed = key.seal(email, context(akun_id, "email"))
    version: int | None = await conn.fetchval(
        SET_EMAIL, akun_id, crypto.index("email", email), sealed
    )
    return version
