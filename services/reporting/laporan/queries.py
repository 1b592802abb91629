"""Every statement on laporan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from services.reporting.laporan.models import Kejadian, Langkah, Laporan
from services.reporting.rekap.alamat import Unit
from shared.db import Connection

LATEST = """
SELECT id, kode_wilayah, rt, jenjang, periode, nomor_revisi, per, kepada, status, ttd,
    isi::text AS isi, sidik, laki_laki, perempuan, dihitung_at
FROM laporan WHERE kode_wilayah = $1 AND rt = $2 AND periode = $3
ORDER BY nomor_revisi DESC LIMIT $4
"""


async def list_revisi(conn: Connection, unit: Unit, periode: str, limit: int = 2) -> list[Laporan]:
    """Return the latest revisions of a level's recap, the newest first."""
    rows = await conn.fetch(LATEST, unit.kode, unit.rt, periode, limit)
    return [_laporan(row) for row in rows]


LOCK_LAPORAN = "SELECT pg_advisory_xact_lock(hashtextextended($1, 5260115))"


async def lock_laporan(conn: Connection, unit: Unit, periode: str) -> None:
    """Be the only one who acts on this recap until the transaction ends."""
    await conn.execute(LOCK_LAPORAN, f"{unit.url}|{periode}")


LIST_BAGIAN = """
SELECT DISTINCT ON (kode_wilayah, rt) id, kode_wilayah, rt, jenjang, periode, nomor_revisi, per,
    kepada, status, ttd, '{}' AS isi, sidik, laki_laki, perempuan, dihitung_at
FROM laporan
WHERE jenjang = $1 AND periode = $2
    AND ($3 = '' OR (kode_wilayah >= $3 AND kode_wilayah < $3 || '/'))
ORDER BY kode_wilayah, rt, nomor_revisi DESC
"""


async def list_bagian(
    conn: Connection, jenjang: str, periode: str, kode: str
) -> dict[str, Laporan]:
    """Return the newest recap of every part of an area by its address, without its rows."""
    rows = [_laporan(row) for row in await conn.fetch(LIST_BAGIAN, jenjang, periode, kode)]
    return {satu.unit.url: satu for satu in rows}


def _laporan(row: Any) -> Laporan:
    return Laporan(**{**dict(row), "isi": orjson.loads(row["isi"])})


UPSERT_LAPORAN = """
INSERT INTO laporan (id, kode_wilayah, rt, jenjang, periode, nomor_revisi, per, kepada, status,
                     isi, sidik, laki_laki, perempuan, dihitung_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'prepared', $9::text::jsonb, $10, $11, $12, $13)
ON CONFLICT (kode_wilayah, rt, periode, nomor_revisi) DO UPDATE
SET isi = excluded.isi, sidik = excluded.sidik, laki_laki = excluded.laki_laki,
    perempuan = excluded.perempuan, dihitung_at = excluded.dihitung_at, kepada = excluded.kepada,
    ttd = 0
WHERE laporan.status = 'prepared'
RETURNING id
"""


async def upsert_laporan(conn: Connection, new: Laporan) -> UUID:
    """Keep a prepared recap; one of the same number that was not sent gives way to it."""
    found: UUID = await conn.fetchval(
        UPSERT_LAPORAN, new.id, new.kode_wilayah, new.rt, new.jenjang, new.periode,
        new.nomor_revisi, new.per, new.kepada, orjson.dumps(new.isi).decode(), new.sidik,
        new.laki_laki, new.perempuan, new.dihitung_at,
    )  # fmt: skip
    return found


SET_STATUS = "UPDATE laporan SET status = $2, ttd = $3 WHERE id = $1"


async def set_status(conn: Connection, laporan_id: UUID, status: str, ttd: int) -> None:
    """Move a recap on."""
    await conn.execute(SET_STATUS, laporan_id, status, ttd)


INSERT_LANGKAH = """
INSERT INTO laporan_langkah (laporan_id, urutan, tindakan, peran, nama, catatan, at)
SELECT $1, coalesce(max(urutan), 0) + 1, $2, $3, $4, $5, $6
FROM laporan_langkah WHERE laporan_id = $1
"""
COUNT_LANGKAH = """
SELECT count(*) FROM laporan_langkah AS k JOIN laporan AS l ON l.id = k.laporan_id
WHERE l.kode_wilayah = $1 AND l.rt = $2 AND l.periode = $3
"""


async def insert_langkah(
    conn: Connection, laporan_id: UUID, langkah: Langkah, unit: Unit, periode: str
) -> int:
    """Note what was done; return how much was done with this recap, all revisions together."""
    await conn.execute(
        INSERT_LANGKAH, laporan_id, langkah.tindakan, langkah.peran, langkah.nama,
        langkah.catatan, langkah.at,
    )  # fmt: skip
    count: int = await conn.fetchval(COUNT_LANGKAH, unit.kode, unit.rt, periode)
    return count


LIST_LANGKAH = """
SELECT k.tindakan, k.peran, k.nama, k.catatan, k.at
FROM laporan_langkah AS k JOIN laporan AS l ON l.id = k.laporan_id
WHERE l.kode_wilayah = $1 AND l.rt = $2 AND l.periode = $3
ORDER BY l.nomor_revisi, k.urutan
"""


async def list_langkah(conn: Connection, unit: Unit, periode: str) -> Sequence[Langkah]:
    """Return everything that was done with a level's recap, the first first."""
    return [Langkah(*row) for row in await conn.fetch(LIST_LANGKAH, unit.kode, unit.rt, periode)]


LIST_KEJADIAN = """
SELECT a.jenis, coalesce(p.nobukti, ''), a.kode_wilayah, a.diterima_at
FROM arsip AS a
LEFT JOIN domisili AS d ON d.id = a.domisili_id
LEFT JOIN permohonan AS p ON p.id = d.permohonan_id
WHERE a.diterima_at > $2 AND ($1 = '' OR (a.kode_wilayah >= $1 AND a.kode_wilayah < $1 || '/'))
    AND ($3 = '' OR d.rt = $3)
ORDER BY a.urut DESC LIMIT 50
"""


async def list_kejadian(conn: Connection, unit: Unit, since: datetime) -> Sequence[Kejadian]:
    """Return the facts about an area that came after `since`, the newest first."""
    rows = await conn.fetch(LIST_KEJADIAN, unit.kode, since, unit.rt)
    return [Kejadian(*row) for row in rows]


# Offices of levels that report by the year: regencies (not Jakarta's), provinces, the Ministry.
CLAIM_PENGINGAT = """
INSERT INTO laporan_pengingat (kode_kantor, periode)
SELECT i.kode_kantor, $1 FROM instansi_dikenal AS i
WHERE NOT EXISTS (
    SELECT FROM laporan AS l
    WHERE l.kode_wilayah = CASE i.kode_kantor WHEN '0' THEN '' ELSE i.kode_kantor END
        AND l.periode = $1 AND l.rt = '' AND l.status IN ('sent', 'accepted')
)
ON CONFLICT DO NOTHING RETURNING kode_kantor
"""


async def claim_pengingat(conn: Connection, periode: str) -> list[str]:
    """Return the offices that have not sent the recap and for which nobody asked yet."""
    rows = await conn.fetch(CLAIM_PENGINGAT, periode)
    return sorted(row["kode_kantor"] for row in rows)
