"""The statements that digest the stay ledger."""

from __future__ import annotations

from datetime import date

from shared.db import Connection
from shared.events.pencocokan import SidikHari

LIST_BULAN = """
SELECT DISTINCT date_trunc('month', tanggal_mulai)::date AS bulan FROM domisili ORDER BY bulan
"""


async def list_bulan(conn: Connection) -> list[date]:
    """Return the months in which a stay begins."""
    return [row["bulan"] for row in await conn.fetch(LIST_BULAN)]


# The same words in the same order as in reporting: they are compared.
LIST_SIDIK = """
SELECT left(d.kode_wilayah_tujuan, 5) AS kode_kabupaten, d.tanggal_mulai AS hari,
    count(*) AS jumlah,
    sum(hashtextextended(concat_ws('|', o.orang_id, d.kode_wilayah_tujuan, o.jenis_kelamin,
        d.tanggal_mulai, coalesce(o.tanggal_selesai, d.tanggal_berakhir)), 0))::text AS sidik
FROM domisili AS d JOIN domisili_orang AS o ON o.domisili_id = d.id
WHERE d.tanggal_mulai >= $1 AND d.tanggal_mulai < $1 + interval '1 month'
    AND coalesce(o.tanggal_selesai, d.tanggal_berakhir) > d.tanggal_mulai
GROUP BY 1, 2 ORDER BY 1, 2
"""


async def list_sidik(conn: Connection, bulan: date) -> tuple[SidikHari, ...]:
    """Return the digests of everybody who begins to count in a month, by regency and day."""
    return tuple(SidikHari(**row) for row in await conn.fetch(LIST_SIDIK, bulan))
