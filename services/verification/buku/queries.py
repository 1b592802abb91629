"""Every statement on the books of registration and their lines."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from services.verification.buku.models import Baris, BarisBaru, Buku
from services.verification.buku.rows import seal_isi, to_baris
from services.verification.buku.rules import PER_PAGE
from shared.db import Connection

Key = tuple[str, int]

# In order, so that two workers wait for each other instead of deadlocking. The update takes the
# lock: nobody else numbers in these books until the transaction ends.
LOCK_BUKU = """
INSERT INTO buku AS b (kode_wilayah, tahun)
SELECT kode_wilayah, tahun FROM unnest($1::text[], $2::int[]) AS k (kode_wilayah, tahun)
ORDER BY kode_wilayah, tahun
ON CONFLICT (kode_wilayah, tahun) DO UPDATE SET terakhir = b.terakhir
RETURNING kode_wilayah, tahun, terakhir
"""


async def lock_buku(conn: Connection, keys: Collection[Key]) -> dict[Key, int]:
    """Return the last number of each book (village, year) and hold them for numbering."""
    codes, years = zip(*sorted(set(keys)), strict=True)
    rows = await conn.fetch(LOCK_BUKU, codes, years)
    return {(row["kode_wilayah"], row["tahun"]): row["terakhir"] for row in rows}


SET_TERAKHIR = """
UPDATE buku SET terakhir = baru.terakhir
FROM unnest($1::text[], $2::int[], $3::int[]) AS baru (kode_wilayah, tahun, terakhir)
WHERE buku.kode_wilayah = baru.kode_wilayah AND buku.tahun = baru.tahun
"""


async def set_terakhir(conn: Connection, last: Mapping[Key, int]) -> None:
    """Note the last number of each book."""
    rows = [(*key, nomor) for key, nomor in last.items()]
    await conn.execute(SET_TERAKHIR, *zip(*rows, strict=True))


LIST_RECORDED = """
SELECT orang_id FROM buku_baris WHERE orang_id = ANY ($1::uuid[]) AND membetulkan IS NULL
"""


async def list_recorded(conn: Connection, orang_ids: Collection[UUID]) -> set[UUID]:
    """Return which of these persons have their line already."""
    return {row["orang_id"] for row in await conn.fetch(LIST_RECORDED, list(orang_ids))}


LIST_FORGOTTEN = """
SELECT DISTINCT subjek_id FROM tugas
WHERE jenis = 'permohonan' AND subjek_id = ANY ($1::uuid[]) AND kunci = ''
"""


async def list_forgotten(conn: Connection, permohonan_ids: Collection[UUID]) -> set[UUID]:
    """Return which of these permohonan are of somebody who was forgotten."""
    return {row["subjek_id"] for row in await conn.fetch(LIST_FORGOTTEN, list(permohonan_ids))}


FIND_AKUN_ID = """
SELECT akun_id FROM tugas WHERE jenis = 'permohonan' AND subjek_id = $1 LIMIT 1
"""


async def find_akun_id(conn: Connection, permohonan_id: UUID) -> UUID | None:
    """Return whose permohonan it is, or None if its tugas was never heard of."""
    found: UUID | None = await conn.fetchval(FIND_AKUN_ID, permohonan_id)
    return found


INSERT_BARIS = """
INSERT INTO buku_baris (id, kode_wilayah, tahun, nomor, orang_id, permohonan_id, membetulkan,
    kode_wilayah_asal, jenis_kelamin, keperluan, tanggal_mulai, tanggal_berakhir, kunci, isi,
    dicatat_nama, dicatat_at)
SELECT baru.*, $16 FROM unnest($1::uuid[], $2::text[], $3::int[], $4::int[], $5::uuid[], $6::uuid[],
    $7::uuid[], $8::text[], $9::text[], $10::text[], $11::date[], $12::date[], $13::bytea[],
    $14::bytea[], $15::text[]) AS baru
"""


async def insert_baris(
    conn: Connection, numbered: Sequence[tuple[int, BarisBaru]], at: datetime
) -> None:
    """Write lines with their numbers."""
    rows = [
        (
            one.id, one.kode_wilayah, one.tahun, nomor, one.orang_id, one.permohonan_id,
            one.membetulkan, one.kode_wilayah_asal, one.jenis_kelamin, one.keperluan,
            one.tanggal_mulai, one.tanggal_berakhir, *seal_isi(one), one.dicatat_nama,
        )
        for nomor, one in numbered
    ]  # fmt: skip
    await conn.execute(INSERT_BARIS, *zip(*rows, strict=True), at)


LIST_BUKU = """
SELECT tahun, terakhir, (
    SELECT count(*)::int FROM buku_baris AS baris
    WHERE baris.kode_wilayah = buku.kode_wilayah AND baris.tahun = buku.tahun
        AND baris.approved_at IS NULL
) AS menunggu
FROM buku WHERE kode_wilayah = $1 ORDER BY tahun DESC
"""


async def list_buku(conn: Connection, kode_wilayah: str) -> list[Buku]:
    """Return the books of a village, the newest first."""
    return [Buku(*row) for row in await conn.fetch(LIST_BUKU, kode_wilayah)]


LIST_HALAMAN = """
SELECT b.id, b.kode_wilayah, b.tahun, b.nomor, b.orang_id, b.permohonan_id, b.kode_wilayah_asal,
    b.jenis_kelamin, b.keperluan, b.tanggal_mulai, b.tanggal_berakhir, b.kunci, b.isi,
    b.dicatat_at, b.dicatat_nama, b.approved_at, b.approved_nama,
    coalesce(t.selesai, b.tanggal_berakhir) AS selesai,
    coalesce(lama.tahun, 0) AS betul_tahun, coalesce(lama.nomor, 0) AS betul_nomor,
    coalesce(oleh.tahun, 0) AS oleh_tahun, coalesce(oleh.nomor, 0) AS oleh_nomor
FROM buku_baris AS b
LEFT JOIN tinggal AS t ON t.orang_id = b.orang_id
LEFT JOIN buku_baris AS lama ON lama.id = b.membetulkan
LEFT JOIN buku_baris AS oleh ON oleh.membetulkan = b.id
WHERE b.kode_wilayah = $1 AND b.tahun = $2 AND b.nomor > $3 AND b.nomor <= $4
ORDER BY b.nomor
"""


async def list_halaman(
    conn: Connection, kode_wilayah: str, tahun: int, halaman: int
) -> list[Baris]:
    """Return the lines of a page of a village's book of that year."""
    after = (halaman - 1) * PER_PAGE
    rows = await conn.fetch(LIST_HALAMAN, kode_wilayah, tahun, after, after + PER_PAGE)
    return [to_baris(row) for row in rows]


async def find_baris(conn: Connection, kode_wilayah: str, tahun: int, nomor: int) -> Baris | None:
    """Return one line of a village's book, or None."""
    rows = await conn.fetch(LIST_HALAMAN, kode_wilayah, tahun, nomor - 1, nomor)
    return to_baris(rows[0]) if rows else None


LIST_MENUNGGU = """
SELECT b.id, b.kode_wilayah, b.tahun, b.nomor, b.orang_id, b.permohonan_id, b.kode_wilayah_asal,
    b.jenis_kelamin, b.keperluan, b.tanggal_mulai, b.tanggal_berakhir, b.kunci, b.isi,
    b.dicatat_at, b.dicatat_nama, b.approved_at, b.approved_nama,
    b.tanggal_berakhir AS selesai,
    coalesce(lama.tahun, 0) AS betul_tahun, coalesce(lama.nomor, 0) AS betul_nomor,
    0 AS oleh_tahun, 0 AS oleh_nomor
FROM buku_baris AS b
LEFT JOIN buku_baris AS lama ON lama.id = b.membetulkan
WHERE b.kode_wilayah = $1 AND b.approved_at IS NULL
ORDER BY b.tahun, b.nomor LIMIT $2
"""


async def list_menunggu(conn: Connection, kode_wilayah: str, limit: int) -> list[Baris]:
    """Return the lines of a village that wait for the lurah, the oldest first."""
    return [to_baris(row) for row in await conn.fetch(LIST_MENUNGGU, kode_wilayah, limit)]


SET_APPROVED = """
WITH baru AS (
    UPDATE buku_baris SET approved_at = $3, approved_by = $4, approved_nama = $5
    WHERE kode_wilayah = $1 AND id = ANY ($2::uuid[]) AND approved_at IS NULL
    RETURNING id
)
SELECT count(*)::int FROM baru
"""


async def set_approved(
    conn: Connection, kode_wilayah: str, ids: Collection[UUID], at: datetime, by: UUID, nama: str
) -> int:
    """Approve those of the village's lines that wait and return how many they were."""
    found: int = await conn.fetchval(SET_APPROVED, kode_wilayah, list(ids), at, by, nama)
    return found
