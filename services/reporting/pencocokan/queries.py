"""Every statement on pencocokan and selisih."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.reporting.pencocokan.models import Selisih
from shared.db import Connection
from shared.events.pencocokan import SidikHari

SET_BULAN = """
INSERT INTO pencocokan_bulan AS lama (bulan, version) VALUES ($1, $2)
ON CONFLICT (bulan) DO UPDATE SET version = excluded.version WHERE lama.version <= excluded.version
RETURNING bulan
"""
DELETE_BUKU = "DELETE FROM pencocokan_buku WHERE bulan = $1"
INSERT_BUKU = """
INSERT INTO pencocokan_buku (bulan, kode_kabupaten, hari, jumlah, sidik)
SELECT $1, * FROM unnest($2::text[], $3::date[], $4::integer[], $5::text[])
"""


async def set_buku(conn: Connection, bulan: date, version: int, rows: Sequence[SidikHari]) -> None:
    """Keep the ledger's digests of a month, unless newer ones are known."""
    if not await conn.fetchval(SET_BULAN, bulan, version):
        return
    await conn.execute(DELETE_BUKU, bulan)
    await conn.execute(
        INSERT_BUKU, bulan, [row.kode_kabupaten for row in rows], [row.hari for row in rows],
        [row.jumlah for row in rows], [row.sidik for row in rows],
    )  # fmt: skip


# The ledger's months, and those in which only here somebody begins; step by step on the index.
LIST_BULAN = """
WITH RECURSIVE di_rekap AS (
    SELECT date_trunc('month', min(mulai))::date AS bulan FROM tinggal
    UNION ALL
    SELECT (
        SELECT date_trunc('month', min(mulai))::date FROM tinggal
        WHERE mulai >= di_rekap.bulan + interval '1 month'
    ) FROM di_rekap WHERE bulan IS NOT NULL
)
SELECT bulan FROM pencocokan_bulan
UNION
SELECT bulan FROM di_rekap WHERE bulan IS NOT NULL AND EXISTS (SELECT FROM pencocokan_bulan)
ORDER BY bulan
"""


async def list_bulan(conn: Connection) -> list[date]:
    """Return the months to compare; none before the ledger told anything."""
    return [row["bulan"] for row in await conn.fetch(LIST_BULAN)]


# The same words in the same order as in registration: they are compared.
COMPARE = """
WITH rekap AS (
    SELECT left(d.kode_wilayah, 5) AS kode_kabupaten, t.mulai AS hari, count(*) AS jumlah,
        sum(hashtextextended(concat_ws('|', t.orang_id, d.kode_wilayah, t.jenis_kelamin, t.mulai,
            t.selesai), 0))::text AS sidik
    FROM tinggal AS t JOIN domisili AS d ON d.id = t.domisili_id
    WHERE t.mulai >= $1 AND t.mulai < $1 + interval '1 month' AND t.selesai > t.mulai
    GROUP BY 1, 2
), buku AS (
    SELECT kode_kabupaten, hari, jumlah, sidik FROM pencocokan_buku WHERE bulan = $1
), beda AS (
    SELECT kode_kabupaten, hari, coalesce(buku.jumlah, 0) AS di_buku,
        coalesce(rekap.jumlah, 0) AS di_rekap
    FROM buku FULL JOIN rekap USING (kode_kabupaten, hari)
    WHERE buku.sidik IS DISTINCT FROM rekap.sidik
), hilang AS (
    DELETE FROM selisih AS s
    WHERE s.hari >= $1 AND s.hari < $1 + interval '1 month' AND NOT EXISTS (
        SELECT FROM beda AS b WHERE (b.kode_kabupaten, b.hari) = (s.kode_kabupaten, s.hari)
    )
)
INSERT INTO selisih AS lama (kode_kabupaten, hari, di_buku, di_rekap, kali)
SELECT kode_kabupaten, hari, di_buku, di_rekap, 1 FROM beda
ON CONFLICT (kode_kabupaten, hari) DO UPDATE
SET di_buku = excluded.di_buku, di_rekap = excluded.di_rekap, kali = lama.kali + 1
"""


async def compare(conn: Connection, bulan: date) -> None:
    """Compare a month of the ledger with what is counted here, by regency and day."""
    await conn.execute(COMPARE, bulan)


# Once may be an event on its way.
LIST_SELISIH = """
SELECT kode_kabupaten, hari, di_buku, di_rekap, since FROM selisih WHERE kali >= 2
ORDER BY hari DESC, kode_kabupaten LIMIT 500
"""


async def list_selisih(conn: Connection) -> list[Selisih]:
    """Return the differences that two comparisons in a row have seen, the latest days first."""
    return [Selisih(*row) for row in await conn.fetch(LIST_SELISIH)]
