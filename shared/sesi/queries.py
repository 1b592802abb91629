"""Revoked sessions as this service knows them."""

from datetime import datetime
from uuid import UUID

from shared.db import Connection

IS_REVOKED = "SELECT 1 FROM sesi_dicabut WHERE sid = $1"


async def is_revoked(conn: Connection, sid: UUID) -> bool:
    """Return whether the session was revoked."""
    return await conn.fetchval(IS_REVOKED, sid) is not None


INSERT_REVOKED = """
INSERT INTO sesi_dicabut (sid, berlaku_sampai) VALUES ($1, $2) ON CONFLICT (sid) DO NOTHING
"""
DELETE_RUN_OUT = "DELETE FROM sesi_dicabut WHERE berlaku_sampai < now()"


async def insert_revoked(conn: Connection, sid: UUID, berlaku_sampai: datetime) -> None:
    """Remember a revoked session until its token would have run out, and forget older ones."""
    await conn.execute(DELETE_RUN_OUT)
    await conn.execute(INSERT_REVOKED, sid, berlaku_sampai)
