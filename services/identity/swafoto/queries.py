"""Every statement on swafoto."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.identity.swafoto.models import Swafoto
from shared.db import Connection

INSERT_SWAFOTO = """
INSERT INTO swafoto (id, kunci, nama_objek, ukuran, saran) VALUES ($1, $2, $3, $4, $5)
"""


async def insert_swafoto(
    conn: Connection,
    swafoto_id: UUID,
    kunci: bytes,
    nama_objek: str,
    ukuran: int,
    saran: Sequence[str] = (),
) -> None:
    """Keep a new selfie that no akun has yet."""
    await conn.execute(INSERT_SWAFOTO, swafoto_id, kunci, nama_objek, ukuran, list(saran))


FIND_SWAFOTO = "SELECT id, kunci, nama_objek, akun_id, saran FROM swafoto WHERE id = $1"


async def find_swafoto(conn: Connection, swafoto_id: UUID) -> Swafoto | None:
    """Return a selfie."""
    row = await conn.fetchrow(FIND_SWAFOTO, swafoto_id)
    return Swafoto(**dict(row)) if row else None


FIND_OF_AKUN = """
SELECT s.id, s.kunci, s.nama_objek, s.akun_id, s.saran FROM swafoto AS s
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


# ---- forgetting ---------------------------------------------------------------------------------

LOCK_UNUSED = """
SELECT id, kunci, nama_objek, akun_id, saran FROM swafoto
WHERE created_at < $1 AND NOT EXISTS (SELECT FROM akun WHERE akun.swafoto_id = swafoto.id)
ORDER BY created_at LIMIT 200 FOR UPDATE SKIP LOCKED
"""


async def lock_unused(conn: Connection, before: datetime) -> list[Swafoto]:
    """Return selfies that no akun shows: never signed up with, or replaced by another."""
    return [Swafoto(**dict(row)) for row in await conn.fetch(LOCK_UNUSED, before)]


LOCK_DECIDED = """
SELECT s.id, s.kunci, s.nama_objek, s.akun_id, s.saran
FROM akun JOIN swafoto AS s ON s.id = akun.swafoto_id
WHERE akun.decided_at < $1 AND akun.status NOT IN ('registered', 'submitted', 'claimed')
ORDER BY akun.decided_at LIMIT 200 FOR UPDATE SKIP LOCKED
"""


async def lock_decided(conn: Connection, before: datetime) -> list[Swafoto]:
    """Return selfies of akun that were decided before then and not handed in again."""
    return [Swafoto(**dict(row)) for row in await conn.fetch(LOCK_DECIDED, before)]


DELETE_SWAFOTO = """
WITH gone AS (UPDATE akun SET swafoto_id = NULL WHERE swafoto_id = ANY($1::uuid[]))
DELETE FROM swafoto WHERE id = ANY($1::uuid[])
"""


async def delete_swafoto(conn: Connection, ids: list[UUID]) -> None:
    """Forget selfies, and with them the keys of what may still lie in the store."""
    await conn.execute(DELETE_SWAFOTO, ids)


LIST_KEPT = "SELECT nama_objek FROM swafoto WHERE nama_objek = ANY($1::text[])"


async def list_kept(conn: Connection, names: list[str]) -> set[str]:
    """Return those of the names that a selfie has."""
    return {row["nama_objek"] for row in await conn.fetch(LIST_KEPT, names)}
