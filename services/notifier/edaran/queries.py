"""Every statement on edaran."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.notifier.edaran.models import Edaran, Lampiran, Penerima
from shared.db import Connection
from shared.policy import Match

INSERT_EDARAN = """
INSERT INTO edaran (id, kode_kantor, judul, isi, penulis_id, penulis)
VALUES ($1, $2, $3, $4, $5, $6)
"""
INSERT_LAMPIRAN = """
INSERT INTO edaran_lampiran (id, edaran_id, nama, isi)
SELECT b.id, $1, b.nama, b.isi FROM unnest($2::uuid[], $3::text[], $4::bytea[]) AS b (id, nama, isi)
"""
INSERT_PENERIMA = """
INSERT INTO edaran_penerima (edaran_id, wilayah) SELECT $1, unnest($2::text[])
"""


async def insert_edaran(
    conn: Connection, one: Edaran, by: UUID, lampiran: Sequence[Lampiran], wilayah: Sequence[str]
) -> None:
    """Keep a letter with its files and recipients."""
    await conn.execute(INSERT_EDARAN, one.id, one.kode_kantor, one.judul, one.isi, by, one.penulis)
    if lampiran:
        rows = ((each.id, each.nama, each.isi) for each in lampiran)
        await conn.execute(INSERT_LAMPIRAN, one.id, *zip(*rows, strict=True))
    await conn.execute(INSERT_PENERIMA, one.id, wilayah)


LIST_SENT = """
SELECT id, kode_kantor, judul, isi, penulis, created_at FROM edaran
WHERE kode_kantor = $1 ORDER BY created_at DESC LIMIT 50
"""
LIST_RECEIVED = """
SELECT e.id, e.kode_kantor, e.judul, e.isi, e.penulis, e.created_at
FROM edaran AS e JOIN edaran_penerima AS p ON p.edaran_id = e.id
WHERE p.wilayah = $1 ORDER BY e.created_at DESC LIMIT 50
"""
FIND_EDARAN = """
SELECT id, kode_kantor, judul, isi, penulis, created_at FROM edaran WHERE id = $1
"""


async def list_sent(conn: Connection, kode_kantor: str) -> list[Edaran]:
    """Return the newest letters that an office sent."""
    return [Edaran(**dict(row)) for row in await conn.fetch(LIST_SENT, kode_kantor)]


async def list_received(conn: Connection, wilayah: str) -> list[Edaran]:
    """Return the newest letters that came to an area."""
    return [Edaran(**dict(row)) for row in await conn.fetch(LIST_RECEIVED, wilayah)]


async def find_edaran(conn: Connection, edaran_id: UUID) -> Edaran | None:
    """Return a letter, or None."""
    row = await conn.fetchrow(FIND_EDARAN, edaran_id)
    return Edaran(**dict(row)) if row else None


LIST_PENERIMA = """
SELECT wilayah, opened_at, opened_by, passed_on_at, passed_on_by, catatan
FROM edaran_penerima WHERE edaran_id = $1 ORDER BY wilayah
"""


async def list_penerima(conn: Connection, edaran_id: UUID) -> list[Penerima]:
    """Return whom a letter went to and how far it is with each."""
    return [Penerima(**dict(row)) for row in await conn.fetch(LIST_PENERIMA, edaran_id)]


LIST_LAMPIRAN = "SELECT id, nama FROM edaran_lampiran WHERE edaran_id = $1 ORDER BY nama, id"
FIND_LAMPIRAN = "SELECT id, nama, isi FROM edaran_lampiran WHERE edaran_id = $1 AND id = $2"


async def list_lampiran(conn: Connection, edaran_id: UUID) -> list[tuple[UUID, str]]:
    """Return id and name of a letter's files."""
    return [(row["id"], row["nama"]) for row in await conn.fetch(LIST_LAMPIRAN, edaran_id)]


async def find_lampiran(conn: Connection, edaran_id: UUID, lampiran_id: UUID) -> Lampiran | None:
    """Return one file of a letter, or None."""
    row = await conn.fetchrow(FIND_LAMPIRAN, edaran_id, lampiran_id)
    return Lampiran(**dict(row)) if row else None


SET_OPENED = """
UPDATE edaran_penerima SET opened_at = now(), opened_by = $3
WHERE edaran_id = $1 AND wilayah = $2 AND opened_at IS NULL
"""
SET_PASSED_ON = """
UPDATE edaran_penerima SET passed_on_at = now(), passed_on_by = $3, catatan = $4
WHERE edaran_id = $1 AND wilayah = $2 AND passed_on_at IS NULL
"""


async def set_opened(conn: Connection, edaran_id: UUID, wilayah: str, by: str) -> None:
    """Note that somebody of the area opened a letter; the first time counts."""
    await conn.execute(SET_OPENED, edaran_id, wilayah, by)


async def set_passed_on(
    conn: Connection, edaran_id: UUID, wilayah: str, by: str, catatan: str
) -> bool:
    """Note that the area passed a letter on; False if it had, or it did not go there."""
    done = await conn.execute(SET_PASSED_ON, edaran_id, wilayah, by, catatan)
    return bool(done == "UPDATE 1")


FIND_AREAS = """
SELECT kode_kantor AS wilayah FROM edaran WHERE id = $1
UNION SELECT wilayah FROM edaran_penerima WHERE edaran_id = $1
"""


async def area_of_edaran(conn: Connection, match: Match) -> list[str]:
    """Return the office that sent the letter in the path, and the areas it went to."""
    rows = await conn.fetch(FIND_AREAS, UUID(match["id"]))
    return [row["wilayah"] for row in rows]
