"""Every statement on swafoto."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.identity.swafoto.models import Swafoto
from shared.db import Connection

INSERT_SWAFOTO = "INSERT INTO swafoto (id, kunci, nama_objek, ukuran) VALUES ($1, $2, $3, $4)"


async def insert_swafoto(
    conn: Connection, swafoto_id: UUID, kunci: bytes, nama_objek: str, ukuran: int
) -> None:
    """Keep a new selfie that no akun has yet."""
    await conn.execute(INSERT_SWAFOTO, swafoto_id, kunci, nama_objek, ukuran)


FIND_SWAFOTO = "SELECT id, kunci, nama_objek, akun_id FROM swafoto WHERE id = $1"


async def find_swafoto(conn: Connection, swafoto_id: UUID) -> Swafoto | None:
    """Return a selfie."""
    row = await conn.fetchrow(FIND_SWAFOTO, swafoto_id)
    return Swafoto(**dict(row)) if row else None


FIND_OF_AKUN = """
SELECT s.id, s.kunci, s.nama_objek, s.akun_id FROM swafoto AS s
JOIN akun ON akun.swafoto_id = s.id WHERE akun.id = $1
"""


async def find_of_akun(conn: Connection, akun_id: UUID) -> Swafoto | None:
    """Return the selfie of an akun."""
    row = await conn.fetchrow(FIND_OF_AKUN, akun_id)
    return Swafoto(**dict(row)) if row else None


SET_AKUN = "UPDATE swafoto SET akun_id = $2 WHERE id = $1 AND akun_id IS NULL"


async def set_akun(conn: Connection, swafoto_id: UUID, akun_id: UUID) -> None:
    """Give an unclaimed selfie to an akun."""
    await conn.execute(SET_AKUN, swafoto_id, akun_id)


LOCK_UNCLAIMED = """
SELECT id, kunci, nama_objek, akun_id FROM swafoto
WHERE akun_id IS NULL AND created_at < $1
    AND NOT EXISTS (SELECT FROM akun WHERE akun.swafoto_id = swafoto.id)
ORDER BY created_at LIMIT 100 FOR UPDATE SKIP LOCKED
"""


async def lock_unclaimed(conn: Connection, before: datetime) -> list[Swafoto]:
    """Return selfies that nobody signed up with in time."""
    return [Swafoto(**dict(row)) for row in await conn.fetch(LOCK_UNCLAIMED, before)]


DELETE_SWAFOTO = "DELETE FROM swafoto WHERE id = ANY($1::uuid[])"


async def delete_swafoto(conn: Connection, ids: list[UUID]) -> None:
    """Forget selfies, and with them the keys of what may still lie in the store."""
    await conn.execute(DELETE_SWAFOTO, ids)
