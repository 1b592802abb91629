"""What an administrator sees of the officers of his area."""

from __future__ import annotations

from uuid import UUID

from services.identity.pengguna.models import PenggunaRow
from services.identity.petugas.models import Penugasan
from shared.db import Connection
from shared.policy import Match

LIST_PENGGUNA = """
SELECT o.id AS petugas_id, p.id AS penugasan_id, o.nama, p.peran, p.wilayah, p.created_at,
    (SELECT max(s.seen_at) FROM sesi AS s WHERE s.subjek_id = o.id AND s.penugasan_id = p.id)
    AS seen_at
FROM penugasan AS p JOIN petugas AS o ON o.id = p.petugas_id
WHERE p.ended_at IS NULL AND o.active
    AND ($1 = '' OR p.wilayah = $1 OR starts_with(p.wilayah, $1 || '.'))
    AND ($2 = '' OR strpos(lower(o.nama), lower($2)) > 0)
ORDER BY o.nama, o.id, p.created_at LIMIT $3 OFFSET $4
"""


async def list_pengguna(
    conn: Connection, wilayah: str, cari: str, limit: int, offset: int
) -> list[PenggunaRow]:
    """Return the roles that officers hold within an area, by name."""
    rows = await conn.fetch(LIST_PENGGUNA, wilayah, cari, limit, offset)
    return [PenggunaRow(**dict(row)) for row in rows]


FIND_NAMA = "SELECT nama FROM petugas WHERE id = $1"


async def find_nama(conn: Connection, petugas_id: UUID) -> str | None:
    """Return an officer's name."""
    nama: str | None = await conn.fetchval(FIND_NAMA, petugas_id)
    return nama


LOCK_PENUGASAN = """
SELECT id, petugas_id, peran, wilayah, created_at FROM penugasan
WHERE id = $1 AND ended_at IS NULL FOR UPDATE
"""


async def lock_penugasan(conn: Connection, penugasan_id: UUID) -> Penugasan | None:
    """Return a role that somebody holds, held until the transaction ends."""
    row = await conn.fetchrow(LOCK_PENUGASAN, penugasan_id)
    return Penugasan(**dict(row)) if row else None


AREAS_OF_PETUGAS = """
SELECT DISTINCT wilayah FROM penugasan WHERE petugas_id = $1 AND ended_at IS NULL
"""
AREA_OF_PENUGASAN = "SELECT wilayah FROM penugasan WHERE id = $1 AND ended_at IS NULL"
AREA_OF_UNDANGAN = "SELECT wilayah FROM undangan WHERE id = $1 AND closed_at IS NULL"


async def areas_of_petugas(conn: Connection, match: Match) -> list[str]:
    """Return the areas that the officer in the address acts in."""
    return await _areas(conn, AREAS_OF_PETUGAS, match["petugas_id"])


async def area_of_penugasan(conn: Connection, match: Match) -> list[str]:
    """Return the area of the role in the address."""
    return await _areas(conn, AREA_OF_PENUGASAN, match["penugasan_id"])


async def area_of_undangan(conn: Connection, match: Match) -> list[str]:
    """Return the area that the invitation in the address is for."""
    return await _areas(conn, AREA_OF_UNDANGAN, match["undangan_id"])


async def _areas(conn: Connection, statement: str, text: str) -> list[str]:
    try:
        found = UUID(text)
    except ValueError:
        return []
    return [row["wilayah"] for row in await conn.fetch(statement, found)]
