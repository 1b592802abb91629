"""The statements that open a count down to the stays it consists of."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.reporting.domisili.models import Tinggal
from services.reporting.penghitung.models import Angka, Nilai
from shared.db import Connection

SEHALAMAN = 50
FIRST = UUID(int=0)

# Codes of an area and all below it: "34.02" to before "34.02/", as "/" follows "." in "C".
LIST_TINGGAL = """
SELECT d.id, d.permohonan_id, coalesce(p.nobukti, ''), d.kode_wilayah, d.kode_asal, d.keperluan,
    min(t.mulai), max(t.selesai),
    count(*) FILTER (WHERE t.jenis_kelamin = 'L'), count(*) FILTER (WHERE t.jenis_kelamin = 'P')
FROM domisili AS d
JOIN tinggal AS t ON t.domisili_id = d.id AND t.mulai <= $2 AND t.selesai > $2
LEFT JOIN permohonan AS p ON p.id = d.permohonan_id
WHERE d.kode_wilayah >= $1 AND d.kode_wilayah < $1 || '/'
    AND (d.kode_wilayah, d.id) > ($3, $4)
    AND ($5 = '' OR d.rt = $6) AND ($7 = '' OR d.dusun = $8)
GROUP BY d.id, p.nobukti
ORDER BY d.kode_wilayah, d.id LIMIT $9
"""


async def list_tinggal(
    conn: Connection,
    kode: str,
    per: date,
    after: tuple[str, UUID] = ("", FIRST),
    dimensi: str = "",
    nilai: str = "",
) -> list[Tinggal]:
    """Return the next stays that count in an area at the end of `per`, of one RT or dusun if asked.

    One row more than a page says that there are more.
    """
    rt, dusun = ("rt" if dimensi == "rt" else ""), ("dusun" if dimensi == "dusun" else "")
    rows = await conn.fetch(
        LIST_TINGGAL, kode, per, *after, rt, nilai, dusun, nilai, SEHALAMAN + 1
    )  # fmt: skip
    return [Tinggal(*row) for row in rows]


COUNT_NILAI = """
SELECT CASE $3
        WHEN 'keperluan' THEN d.keperluan
        WHEN 'umur' THEN t.kelompok_umur
        WHEN 'pendidikan' THEN t.pendidikan
        WHEN 'pekerjaan' THEN t.pekerjaan
        WHEN 'asal' THEN left(d.kode_asal, 5)
        WHEN 'lama' THEN CASE
            WHEN round((t.selesai - t.mulai) / 30.44::float8) > 12 THEN '13+'
            WHEN round((t.selesai - t.mulai) / 30.44::float8) <= 3 THEN '01-03'
            WHEN round((t.selesai - t.mulai) / 30.44::float8) <= 6 THEN '04-06'
            ELSE '07-12' END
        WHEN 'rt' THEN d.rt
        WHEN 'dusun' THEN d.dusun
    END AS nilai,
    count(*) FILTER (WHERE t.jenis_kelamin = 'L'), count(*) FILTER (WHERE t.jenis_kelamin = 'P')
FROM domisili AS d
JOIN tinggal AS t ON t.domisili_id = d.id AND t.mulai <= $2 AND t.selesai > $2
WHERE d.kode_wilayah >= $1 AND d.kode_wilayah < $1 || '/'
GROUP BY 1 ORDER BY 1
"""


async def count_nilai(conn: Connection, kode: str, dimensi: str, per: date) -> tuple[Nilai, ...]:
    """Return each value of a dimension from the stays themselves: for small areas, and to check."""
    rows = await conn.fetch(COUNT_NILAI, kode, per, dimensi)
    return tuple(Nilai(row[0], Angka(row[1], row[2])) for row in rows)
