"""Every statement on an area's recap."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from services.reporting.penghitung.models import Angka
from services.reporting.penghitung.rules import awal_bulan, awal_tahun
from services.reporting.rekap.alamat import unit_of
from services.reporting.rekap.models import Baris
from shared.db import Connection
from shared.wilayah import queries as wilayah
from shared.wilayah.kode import NASIONAL
from shared.wilayah.nama import nama_tampil

# The days of the last month are summed here: it takes a third of the time of a subquery for each.
LIST_BARIS = """
SELECT w.kode, w.nama, n.laki_laki, n.perempuan, n.hari_l, n.hari_p, w.berlaku_sampai IS NULL
FROM wilayah AS w
CROSS JOIN LATERAL (
    SELECT
        sum(saldo_l + CASE WHEN bulan < $3 THEN bersih_l ELSE 0 END) AS laki_laki,
        sum(saldo_p + CASE WHEN bulan < $3 THEN bersih_p ELSE 0 END) AS perempuan,
        max(hari_l[:$4]) FILTER (WHERE bulan = $3) AS hari_l,
        max(hari_p[:$4]) FILTER (WHERE bulan = $3) AS hari_p
    FROM penghitung AS p
    WHERE p.kode_wilayah = w.kode AND p.dimensi = 'jumlah' AND p.nilai = ''
        AND p.bulan BETWEEN $2 AND $3
) AS n
WHERE w.induk = $1
ORDER BY w.nama_cari, w.kode
"""


async def list_baris(conn: Connection, induk: str, per: date) -> tuple[Baris, ...]:
    """Return every area right below `induk` by name, with its count at the end of `per`."""
    rows = await conn.fetch(LIST_BARIS, induk, awal_tahun(per), awal_bulan(per), per.day)
    found = (
        (
            Baris(kode, nama_tampil(nama), Angka(_sum(laki, hari_l), _sum(perempuan, hari_p))),
            is_valid,
        )
        for kode, nama, laki, perempuan, hari_l, hari_p, is_valid in rows
    )
    # A dropped area is listed as long as somebody counts there, so that the sum stays the sum.
    return tuple(baris for baris, is_valid in found if is_valid or any(baris.angka))


def _sum(before: int | None, days: list[int | None] | None) -> int:
    return (before or 0) + sum(filter(None, days or ()))


async def area_of_rekap(conn: Connection, match: Mapping[str, str]) -> list[str]:
    """Return the code of the area whose recap is asked for; nothing if there is none."""
    unit = unit_of(match["kode"])
    if unit is None:
        return []
    if unit.kode == NASIONAL:
        return [NASIONAL]
    return [unit.kode] if await wilayah.find_wilayah(conn, unit.kode) else []
