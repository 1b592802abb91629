"""Every statement on what waits for an office, and on the replies it keeps ready."""

from __future__ import annotations

from uuid import UUID

from services.registration.percakapan.models import Jawaban, Percakapan, Saringan
from services.registration.permohonan.queries import id_in
from shared.db import Connection
from shared.policy import Match

# The tab of a row: what waits for the office, for the resident, or for nobody; what is written
# about a permohonan belongs to its tugas and shows here only while nobody answered.
LIST_ANTREAN = """
SELECT id, akun_id, jenis, permohonan_id, nomor, kode_kantor, kode_wilayah_tujuan,
    kode_wilayah_asal, topik, unit, status, version, petugas_id, nama_petugas, janji, opened_at,
    written_at, closed_at,
    (SELECT count(*)::int FROM percakapan_pesan AS s
     WHERE s.percakapan_id = p.id AND s.dari = 'warga' AND s.urutan > p.dibaca_kantor), 0
FROM percakapan AS p
WHERE kode_kantor = $1
    AND CASE $2::text WHEN 'diskusi' THEN jenis = 'diskusi' AND status = 'open'
        ELSE jenis <> 'diskusi' AND status = CASE $2::text
            WHEN 'baru' THEN 'open' WHEN 'menunggu' THEN 'waiting' ELSE 'closed' END END
    AND ($3::text = '' OR unit = $3) AND ($4::uuid IS NULL OR petugas_id = $4)
ORDER BY CASE WHEN $2::text = 'baru' THEN janji END, closed_at DESC, written_at, id
LIMIT $5 OFFSET $6
"""


async def list_antrean(
    conn: Connection, kode_kantor: str, what: Saringan, limit: int, offset: int
) -> list[Percakapan]:
    """Return a part of an office's queue: the nearest promise first, of what is over the latest."""
    rows = await conn.fetch(
        LIST_ANTREAN, kode_kantor, what.tab, what.unit, what.petugas_id, limit, offset
    )
    return [Percakapan(*row) for row in rows]


COUNT_ANTREAN = """
SELECT CASE WHEN jenis = 'diskusi' THEN 'diskusi' WHEN status = 'open' THEN 'baru'
    WHEN status = 'waiting' THEN 'menunggu' ELSE 'selesai' END AS tab, count(*)::int
FROM percakapan
WHERE kode_kantor = $1 AND (jenis <> 'diskusi' OR status = 'open')
    AND ($2::text = '' OR unit = $2) AND ($3::uuid IS NULL OR petugas_id = $3)
GROUP BY 1
"""


async def count_antrean(conn: Connection, kode_kantor: str, what: Saringan) -> dict[str, int]:
    """Return how many are in each tab."""
    rows = await conn.fetch(COUNT_ANTREAN, kode_kantor, what.unit, what.petugas_id)
    return {row[0]: row[1] for row in rows}


# ---- ready replies ------------------------------------------------------------------------------

LIST_JAWABAN = """
SELECT id, kode_kantor, judul, isi, nama_petugas, updated_at FROM jawaban_siap
WHERE kode_kantor = $1 ORDER BY judul
"""


async def list_jawaban(conn: Connection, kode_kantor: str) -> list[Jawaban]:
    """Return the replies of an office by title."""
    return [Jawaban(*row) for row in await conn.fetch(LIST_JAWABAN, kode_kantor)]


UPSERT_JAWABAN = """
INSERT INTO jawaban_siap AS j (id, kode_kantor, judul, isi, nama_petugas, updated_at)
SELECT $1, $2, $3, $4, $5, $6
WHERE NOT EXISTS (
    SELECT FROM jawaban_siap WHERE kode_kantor = $2 AND judul = $3 AND id <> $1
)
ON CONFLICT (id) DO UPDATE SET judul = excluded.judul, isi = excluded.isi,
    nama_petugas = excluded.nama_petugas, updated_at = excluded.updated_at
"""


async def upsert_jawaban(conn: Connection, one: Jawaban) -> bool:
    """Keep a reply; False if another one has its title."""
    done = await conn.execute(
        UPSERT_JAWABAN, one.id, one.kode_kantor, one.judul, one.isi, one.nama_petugas,
        one.updated_at,
    )  # fmt: skip
    return bool(done == "INSERT 0 1")


LOCK_JAWABAN = "SELECT pg_advisory_xact_lock(hashtextextended('jawaban_siap|' || $1, 0))"


async def lock_jawaban(conn: Connection, kode_kantor: str) -> None:
    """Let one change of an office's replies at a time be made."""
    await conn.execute(LOCK_JAWABAN, kode_kantor)


DELETE_JAWABAN = "DELETE FROM jawaban_siap WHERE id = $1"


async def delete_jawaban(conn: Connection, jawaban_id: UUID) -> None:
    """Forget a reply."""
    await conn.execute(DELETE_JAWABAN, jawaban_id)


AREA_OF_JAWABAN = "SELECT kode_kantor FROM jawaban_siap WHERE id = $1"


async def area_of_jawaban(conn: Connection, match: Match) -> list[str]:
    """Return whose reply the `jawaban_id` of a path is; nothing if there is none."""
    jawaban_id = id_in(match, "jawaban_id")
    return [row[0] for row in await conn.fetch(AREA_OF_JAWABAN, jawaban_id)]


LIST_TUJUAN = "SELECT DISTINCT kode_wilayah_tujuan FROM permohonan WHERE akun_id = $1"


async def list_tujuan(conn: Connection, akun_id: UUID) -> list[str]:
    """Return the villages to which a resident handed something in."""
    return [row[0] for row in await conn.fetch(LIST_TUJUAN, akun_id)]
