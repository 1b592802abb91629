"""The statements that digest the stay ledger."""

from __future__ import annotations

from datetime import date

from shared.db import Connection
from shared.events.pencocokan import SidikHari

LIST_BULAN = """
SELECT DISTINCT date_trunc('month', mulai)::date AS bulan FROM domisili_masa
WHERE known_until = 'infinity' ORDER BY bulan
"""


async def list_bulan(conn: Connection) -> list[date]:
    """Return the months in which a stay begins."""
    return [row["bulan"] for row in await conn.fetch(LIST_BULAN)]


# The same words in the same order as in reporting: they are compared.
LIST_SIDIK = """
SELECT left(d.kode_wilayah_tujuan, 5) AS kode_kabupaten, m.mulai AS hari, count(*) AS jumlah,
    sum(hashtextextended(concat_ws('|', m.orang_id, d.kode_wilayah_tujuan, o.jenis_kelamin,
        m.mulai, m.selesai), 0))::text AS sidik
FROM domisili_masa AS m JOIN domisili AS d ON d.id = m.domisili_id
JOIN domisili_orang AS o ON o.orang_id = m.orang_id
WHERE m.known_until = 'infinity' AND m.mulai >= $1 AND m.mulai < $1 + interval '1 month'
    AND m.selesai > m.mulai
GROUP BY 1, 2 ORDER BY 1, 2
"""


async def list_sidik(conn: Connection, bulan: date) -> tuple[SidikHari, ...]:
    """Return the digests of everybody who begins to count in a month, by regency and day."""
    return tuple(SidikHari(**row) for row in await conn.fetch(LIST_SIDIK, bulan))
