"""Every statement on a resident's or an officer's password."""

from __future__ import annotations

from uuid import UUID

from shared.db import Connection

FIND_SANDI = "SELECT sandi FROM akun WHERE id = $1"


async def find_sandi(conn: Connection, akun_id: UUID) -> str | None:
    """Return the kept hash."""
    kept: str | None = await conn.fetchval(FIND_SANDI, akun_id)
    return kept


SET_SANDI = "UPDATE akun SET sandi = $2, version = version + 1 WHERE id = $1 RETURNING version"


async def set_sandi(conn: Connection, akun_id: UUID, sandi: str) -> int:
    """Keep a new hash and return the akun's new version."""
    return int(await conn.fetchval(SET_SANDI, akun_id, sandi))


SET_OF_PETUGAS = """
UPDATE petugas SET sandi = $2, version = version + 1 WHERE id = $1 AND active RETURNING version
"""


async def set_of_petugas(conn: Connection, petugas_id: UUID, sandi: str) -> int | None:
    """Keep an officer's new hash and return his new version; None if he was ended."""
    version: int | None = await conn.fetchval(SET_OF_PETUGAS, petugas_id, sandi)
    return version
