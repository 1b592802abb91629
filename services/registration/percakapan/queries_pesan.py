"""Every statement on what is written in a percakapan, and on its files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from services.registration.percakapan.models import Dari, LampiranRow, PesanRow
from shared.db import Connection

INSERT_PESAN = """
WITH baru AS (
    INSERT INTO percakapan_pesan (
        id, percakapan_id, urutan, dari, petugas_id, nama_petugas, isi, kunci_kirim, created_at
    )
    SELECT $1, $2, coalesce(max(urutan), 0) + 1, $3, $4, $5, $6, $7, $8
    FROM percakapan_pesan WHERE percakapan_id = $2
    RETURNING id
)
INSERT INTO percakapan_lampiran (
    id, pesan_id, urutan, nama, tipe, ukuran, halaman, nama_objek
)
SELECT l.id, baru.id, l.urutan, l.nama, l.tipe, l.ukuran, l.halaman, l.nama_objek
FROM baru, unnest($9::uuid[], $10::bytea[], $11::text[], $12::int[], $13::int[], $14::text[])
    WITH ORDINALITY AS l (id, nama, tipe, ukuran, halaman, nama_objek, urutan)
"""


async def insert_pesan(
    conn: Connection, percakapan_id: UUID, row: PesanRow, kunci: bytes,
    files: Sequence[LampiranRow],
) -> None:  # fmt: skip
    """Keep a message with its files; the percakapan is held."""
    await conn.execute(
        INSERT_PESAN, row.id, percakapan_id, row.dari, row.petugas_id, row.nama_petugas, row.isi,
        kunci, row.created_at,
        [each.id for each in files],
        [each.nama for each in files],
        [each.tipe for each in files],
        [each.ukuran for each in files],
        [each.halaman for each in files],
        [each.nama_objek for each in files],
    )  # fmt: skip


IS_WRITTEN = """
SELECT 1 FROM percakapan_pesan WHERE percakapan_id = $1 AND dari = $2 AND kunci_kirim = $3
"""


async def is_written(conn: Connection, percakapan_id: UUID, dari: Dari, kunci: bytes) -> bool:
    """Tell whether the same form was sent before."""
    return await conn.fetchval(IS_WRITTEN, percakapan_id, dari, kunci) is not None


COUNT_WRITTEN = """
SELECT count(*)::int FROM percakapan AS p JOIN percakapan_pesan AS s ON s.percakapan_id = p.id
WHERE p.akun_id = $1 AND p.written_at > $2 AND s.dari = 'warga' AND s.created_at > $2
"""


async def count_written(conn: Connection, akun_id: UUID, since: datetime) -> int:
    """Return how many messages a resident wrote since a moment."""
    return int(await conn.fetchval(COUNT_WRITTEN, akun_id, since))


LIST_PESAN = """
SELECT id, dari, petugas_id, nama_petugas, isi, created_at FROM percakapan_pesan
WHERE percakapan_id = $1 AND dari = ANY($2::text[]) ORDER BY urutan DESC LIMIT $3
"""


async def list_pesan(
    conn: Connection, percakapan_id: UUID, dari: Sequence[Dari], limit: int
) -> list[PesanRow]:
    """Return the latest messages of these writers, in the order they were written."""
    rows = await conn.fetch(LIST_PESAN, percakapan_id, list(dari), limit)
    return [PesanRow(*row) for row in reversed(rows)]


LIST_LAMPIRAN = """
SELECT id, pesan_id, nama, tipe, ukuran, halaman, nama_objek FROM percakapan_lampiran
WHERE pesan_id = ANY($1::uuid[]) ORDER BY pesan_id, urutan
"""


async def list_lampiran(
    conn: Connection, pesan_ids: Sequence[UUID]
) -> Mapping[UUID, Sequence[LampiranRow]]:
    """Return the files of messages."""
    found: dict[UUID, list[LampiranRow]] = defaultdict(list)
    for row in await conn.fetch(LIST_LAMPIRAN, pesan_ids):
        found[row["pesan_id"]].append(LampiranRow(*row))
    return found


FIND_LAMPIRAN = """
SELECT l.id, l.pesan_id, l.nama, l.tipe, l.ukuran, l.halaman, l.nama_objek
FROM percakapan_lampiran AS l JOIN percakapan_pesan AS s ON s.id = l.pesan_id
WHERE l.id = $2 AND s.percakapan_id = $1 AND s.dari = ANY($3::text[])
"""


async def find_lampiran(
    conn: Connection, percakapan_id: UUID, lampiran_id: UUID, dari: Sequence[Dari]
) -> LampiranRow | None:
    """Return one file in what these writers wrote, or None."""
    row = await conn.fetchrow(FIND_LAMPIRAN, percakapan_id, lampiran_id, list(dari))
    return LampiranRow(*row) if row else None


LIST_KEPT = "SELECT nama_objek FROM percakapan_lampiran WHERE nama_objek = ANY($1::text[])"


async def list_kept(conn: Connection, names: Sequence[str]) -> set[str]:
    """Return those of the names that a file has."""
    return {row["nama_objek"] for row in await conn.fetch(LIST_KEPT, names)}
