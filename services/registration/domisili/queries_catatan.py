"""Every statement that writes the stay ledger, and what is kept of it for asking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from services.registration.domisili.models import Catatan, DomisiliRow, OrangBaru
from shared.db import Connection

INSERT_DOMISILI = """
WITH baru AS (
    INSERT INTO domisili (
        id, permohonan_id, akun_id, kode_wilayah_asal, kode_wilayah_tujuan, keperluan,
        tanggal_mulai, tanggal_berakhir, zona, version, recorded_at, opened_at
    ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    RETURNING id
)
INSERT INTO domisili_orang (
    orang_id, domisili_id, pengikut_id, jenis_kelamin, kelompok_umur, nik_index
)
SELECT o.orang_id, baru.id, o.pengikut_id, o.jenis_kelamin, o.kelompok_umur, o.nik_index
FROM baru, unnest($13::uuid[], $14::uuid[], $15::text[], $16::text[], $17::bytea[])
    AS o (orang_id, pengikut_id, jenis_kelamin, kelompok_umur, nik_index)
"""


async def insert_domisili(
    conn: Connection, row: DomisiliRow, orang: Sequence[OrangBaru], opened_at: datetime
) -> None:
    """Keep the head of a stay and who is in it; nothing is recorded of them yet."""
    await conn.execute(
        INSERT_DOMISILI, row.id, row.permohonan_id, row.akun_id, row.kode_wilayah_asal,
        row.kode_wilayah_tujuan, row.keperluan, row.tanggal_mulai, row.tanggal_berakhir,
        row.zona, row.version, row.recorded_at, opened_at,
        [one.orang_id for one in orang],
        [one.pengikut_id for one in orang],
        [one.jenis_kelamin for one in orang],
        [one.kelompok_umur for one in orang],
        [one.nik_index for one in orang],
    )  # fmt: skip


# unnest would flatten arrays of arrays: they come as the text of an array.
INSERT_CATATAN = """
INSERT INTO domisili_catatan (
    id, domisili_id, version, jenis, recorded_at, orang_ids, mulai, selesai, sebab, dihitung,
    mengoreksi, dasar, petugas_id
)
SELECT c.id, c.domisili_id, d.version + 1, c.jenis, $1, c.orang_ids::uuid[], c.mulai, c.selesai,
    c.sebab, c.dihitung, c.mengoreksi, c.dasar::text[], c.petugas_id
FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::date[], $7::date[], $8::text[],
    $9::bool[], $10::uuid[], $11::text[], $12::uuid[]) AS c (id, domisili_id, jenis, orang_ids,
    mulai, selesai, sebab, dihitung, mengoreksi, dasar, petugas_id)
JOIN domisili AS d ON d.id = c.domisili_id
"""


async def insert_catatan(
    conn: Connection, catatan: Sequence[Catatan], recorded_at: datetime
) -> None:
    """Add to the ledger, one of each stay; the stays must be held."""
    columns = zip(*(_columns(one) for one in catatan), strict=True)
    await conn.execute(INSERT_CATATAN, recorded_at, *columns)


def _columns(one: Catatan) -> tuple[object, ...]:
    return (
        one.id, one.domisili_id, one.jenis, _array(one.orang_ids), one.mulai, one.selesai,
        one.sebab, one.dihitung, one.mengoreksi, _array(one.dasar), one.petugas_id,
    )  # fmt: skip


def _array(values: Sequence[object]) -> str:
    return f"{{{','.join(str(value) for value in values)}}}"


CLOSE_MASA = """
UPDATE domisili_masa AS m SET known_until = $2
WHERE m.domisili_id = ANY($1::uuid[]) AND m.known_until = 'infinity' AND NOT EXISTS (
    SELECT FROM domisili_hitungan AS h
    WHERE h.domisili_id = m.domisili_id AND h.orang_id = m.orang_id
        AND (h.mulai, h.selesai, h.sebab) = (m.mulai, m.selesai, m.sebab)
)
"""
OPEN_MASA = """
INSERT INTO domisili_masa (domisili_id, orang_id, mulai, selesai, sebab, known_from)
SELECT h.domisili_id, h.orang_id, h.mulai, h.selesai, h.sebab, $2
FROM domisili_hitungan AS h
WHERE h.domisili_id = ANY($1::uuid[]) AND NOT EXISTS (
    SELECT FROM domisili_masa AS m WHERE m.orang_id = h.orang_id AND m.known_until = 'infinity'
)
"""
SET_DOMISILI = """
UPDATE domisili AS d SET
    version = d.version + 1, recorded_at = $2,
    tanggal_mulai = coalesce(k.mulai, d.tanggal_mulai),
    tanggal_berakhir = coalesce(k.selesai, d.tanggal_mulai),
    jatuh_tempo = k.jatuh_tempo
FROM unnest($1::uuid[]) AS satu (id) LEFT JOIN (
    SELECT domisili_id, min(mulai) AS mulai, max(selesai) AS selesai,
        min(selesai) FILTER (WHERE sebab = '') AS jatuh_tempo
    FROM domisili_masa WHERE domisili_id = ANY($1::uuid[]) AND known_until = 'infinity'
    GROUP BY domisili_id
) AS k ON k.domisili_id = satu.id
WHERE d.id = satu.id
RETURNING d.id, d.permohonan_id, d.akun_id, d.kode_wilayah_asal, d.kode_wilayah_tujuan,
    d.keperluan, d.tanggal_mulai, d.tanggal_berakhir, d.zona, d.version, d.recorded_at,
    d.jatuh_tempo
"""


async def recount(
    conn: Connection, domisili_ids: Sequence[UUID], recorded_at: datetime
) -> list[DomisiliRow]:
    """Bring what is kept of these stays up to their ledger and return their heads."""
    ids = list(domisili_ids)
    await conn.execute(CLOSE_MASA, ids, recorded_at)
    await conn.execute(OPEN_MASA, ids, recorded_at)
    return [DomisiliRow(*row) for row in await conn.fetch(SET_DOMISILI, ids, recorded_at)]


LOCK_DUE = """
SELECT id, permohonan_id, akun_id, kode_wilayah_asal, kode_wilayah_tujuan, keperluan,
    tanggal_mulai, tanggal_berakhir, zona, version, recorded_at, jatuh_tempo
FROM domisili WHERE zona = $1 AND jatuh_tempo <= $2 AND id <> ALL($4::uuid[])
ORDER BY jatuh_tempo, id LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED
"""


async def lock_due(
    conn: Connection, zona: str, today: date, limit: int, besides: Sequence[UUID] = ()
) -> list[DomisiliRow]:
    """Return stays of a zone that have run out by its own day, and hold them."""
    rows = await conn.fetch(LOCK_DUE, zona, today, limit, list(besides))
    return [DomisiliRow(*row) for row in rows]
