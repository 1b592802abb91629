"""Every statement on penghitung."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.reporting.penghitung.models import Angka, Nilai, Sentuhan, Titik
from services.reporting.penghitung.rules import (
    JUMLAH,
    awal_bulan,
    awal_tahun,
    putaran,
    titik_of,
)
from shared.db import Connection

PENGHITUNG = 5_260_114
LOCK_PENGHITUNG = "SELECT pg_advisory_xact_lock($1)"


async def lock_penghitung(conn: Connection) -> None:
    """Be the only one who moves counters until the transaction ends.

    Every stay moves the nation's rows, so two workers would wait for each other anyway; in line
    they cannot deadlock, whatever days their batches hold.
    """
    await conn.execute(LOCK_PENGHITUNG, PENGHITUNG)


ADD_SALDO = """
INSERT INTO penghitung AS lama (kode_wilayah, dimensi, nilai, bulan, saldo_l, saldo_p)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::integer[], $6::integer[])
ON CONFLICT (kode_wilayah, dimensi, nilai, bulan) DO UPDATE
SET saldo_l = lama.saldo_l + excluded.saldo_l, saldo_p = lama.saldo_p + excluded.saldo_p
"""
# A new row's arrays begin and end at the one day that moves; a known row grows to hold it.
ADD_HARI = """
INSERT INTO penghitung AS lama (kode_wilayah, dimensi, nilai, bulan, bersih_l, bersih_p,
                                hari_l, hari_p)
SELECT kode, dimensi, nilai, bulan, l, p,
    format('[%s:%s]={%s}', hari, hari, l)::integer[],
    format('[%s:%s]={%s}', hari, hari, p)::integer[]
FROM unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::integer[], $6::integer[],
            $7::integer[]) AS satu (kode, dimensi, nilai, bulan, hari, l, p)
ON CONFLICT (kode_wilayah, dimensi, nilai, bulan) DO UPDATE
SET bersih_l = lama.bersih_l + excluded.bersih_l, bersih_p = lama.bersih_p + excluded.bersih_p,
    hari_l[array_lower(excluded.hari_l, 1)] = excluded.bersih_l
        + coalesce(lama.hari_l[array_lower(excluded.hari_l, 1)], 0),
    hari_p[array_lower(excluded.hari_p, 1)] = excluded.bersih_p
        + coalesce(lama.hari_p[array_lower(excluded.hari_p, 1)], 0)
"""


async def add_sentuhan(conn: Connection, sentuhan: Sequence[Sentuhan]) -> None:
    """Add the changes to their counters, every level in one statement.

    Needs `lock_penghitung`. A counter that moves on several days takes a statement for each.
    """
    saldo = [(*satu[:4], *satu[5:]) for satu in sentuhan if satu.hari == 0]
    if saldo:
        await conn.execute(ADD_SALDO, *map(list, zip(*saldo, strict=True)))
    for satu_putaran in putaran(sentuhan):
        await conn.execute(ADD_HARI, *map(list, zip(*satu_putaran, strict=True)))


LIST_NILAI = """
SELECT nilai,
    sum(saldo_l + CASE WHEN bulan < $4 THEN bersih_l
        ELSE (SELECT coalesce(sum(x), 0) FROM unnest(hari_l[:$5]) AS x) END) AS laki_laki,
    sum(saldo_p + CASE WHEN bulan < $4 THEN bersih_p
        ELSE (SELECT coalesce(sum(x), 0) FROM unnest(hari_p[:$5]) AS x) END) AS perempuan
FROM penghitung
WHERE kode_wilayah = $1 AND dimensi = $2 AND bulan BETWEEN $3 AND $4
GROUP BY nilai ORDER BY nilai
"""


async def list_nilai(conn: Connection, kode: str, dimensi: str, per: date) -> tuple[Nilai, ...]:
    """Return each value of a dimension with its count at the end of `per`, if anybody counts."""
    rows = await conn.fetch(LIST_NILAI, kode, dimensi, awal_tahun(per), awal_bulan(per), per.day)
    found = (Nilai(row[0], Angka(int(row[1]), int(row[2]))) for row in rows)
    return tuple(satu for satu in found if any(satu.angka))


LIST_BULAN = """
SELECT bulan, saldo_l, saldo_p,
    CASE WHEN bulan < $3 THEN bersih_l
        ELSE (SELECT coalesce(sum(x), 0) FROM unnest(hari_l[:$4]) AS x) END AS bersih_l,
    CASE WHEN bulan < $3 THEN bersih_p
        ELSE (SELECT coalesce(sum(x), 0) FROM unnest(hari_p[:$4]) AS x) END AS bersih_p
FROM penghitung
WHERE kode_wilayah = $1 AND dimensi = $5 AND nilai = $6 AND bulan BETWEEN $2 AND $3
"""


async def list_tren(
    conn: Connection, kode: str, days: Sequence[date], dimensi: str = JUMLAH, nilai: str = ""
) -> tuple[Titik, ...]:
    """Return one counter's count at the end of each of `days`: month ends, but for the last."""
    last = days[-1]
    rows = await conn.fetch(
        LIST_BULAN, kode, awal_tahun(days[0]), awal_bulan(last), last.day, dimensi, nilai
    )
    months = {
        row["bulan"]: (
            Angka(row["saldo_l"], row["saldo_p"]), Angka(int(row["bersih_l"]), int(row["bersih_p"]))
        )
        for row in rows
    }  # fmt: skip
    return titik_of(months, days)
