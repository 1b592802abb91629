"""Every statement on the public figures, and those that read the counters for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import asyncpg

from services.reporting.penghitung.models import Angka, Titik
from services.reporting.penghitung.rules import awal_bulan, awal_tahun, titik_of
from services.reporting.statistik.models import Arus, Bagian, Bulanan, Rincian, Terbitan
from shared.db import Connection
from shared.wilayah.nama import nama_tampil

LIST_KECAMATAN = """
SELECT w.kode, p.bulan, p.saldo_l, p.saldo_p, p.bersih_l, p.bersih_p
FROM wilayah AS w
JOIN penghitung AS p ON p.kode_wilayah = w.kode AND p.dimensi = 'jumlah' AND p.nilai = ''
    AND p.bulan BETWEEN $1 AND $2
WHERE w.tingkat = 3
"""


async def list_kecamatan(conn: Connection, days: Sequence[date]) -> dict[str, list[Angka]]:
    """Return the true counts of every kecamatan at the end of each of `days`, all month ends."""
    rows = await conn.fetch(LIST_KECAMATAN, awal_tahun(days[0]), awal_bulan(days[-1]))
    months: dict[str, dict[date, tuple[Angka, Angka]]] = defaultdict(dict)
    for kode, bulan, *figures in rows:
        months[kode][bulan] = Angka(*figures[:2]), Angka(*figures[2:])
    return {kode: [titik.angka for titik in titik_of(each, days)] for kode, each in months.items()}


LIST_KABUPATEN_NILAI = """
SELECT w.kode, p.dimensi, CASE p.dimensi WHEN 'asal' THEN left(p.nilai, 2) ELSE p.nilai END,
    sum(p.saldo_l + p.saldo_p + p.bersih_l + p.bersih_p)::integer
FROM wilayah AS w
JOIN penghitung AS p ON p.kode_wilayah = w.kode AND p.dimensi = ANY($1::text[])
    AND p.bulan BETWEEN $2 AND $3
WHERE w.tingkat = 2
GROUP BY 1, 2, 3
"""


async def list_kabupaten_nilai(
    conn: Connection, dimensi: Sequence[str], per: date
) -> dict[tuple[str, str], dict[str, int]]:
    """Return the true counts of every regency by value, for each (regency, dimension)."""
    rows = await conn.fetch(LIST_KABUPATEN_NILAI, dimensi, awal_tahun(per), awal_bulan(per))
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for kode, name, nilai, jumlah in rows:
        found[kode, name][nilai] = jumlah
    return dict(found)


TERBITAN = 5_260_115
LOCK_TERBITAN = "SELECT pg_advisory_xact_lock($1)"
DELETE_BULANAN = "DELETE FROM statistik_bulanan"
DELETE_RINCIAN = "DELETE FROM statistik_rincian"
INSERT_BULANAN = """
INSERT INTO statistik_bulanan (kode_wilayah, per, laki_laki, perempuan)
SELECT * FROM unnest($1::text[], $2::date[], $3::integer[], $4::integer[])
"""
INSERT_RINCIAN = """
INSERT INTO statistik_rincian (kode_wilayah, dimensi, nilai, jumlah)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::integer[])
"""
SET_TERBITAN = """
INSERT INTO terbitan (per, terbit_at) VALUES ($1, $2)
ON CONFLICT (satu) DO UPDATE SET per = excluded.per, terbit_at = excluded.terbit_at
"""


async def lock_terbitan(conn: Connection) -> None:
    """Be the only one who publishes until the transaction ends."""
    await conn.execute(LOCK_TERBITAN, TERBITAN)


async def replace_terbitan(
    conn: Connection, terbitan: Terbitan, bulanan: Sequence[Bulanan], rincian: Sequence[Rincian]
) -> None:
    """Put these figures in place of those published before."""
    await conn.execute(DELETE_BULANAN)
    await conn.execute(DELETE_RINCIAN)
    flat = [(satu.kode, satu.per, *satu.angka) for satu in bulanan]
    if flat:
        await conn.execute(INSERT_BULANAN, *map(list, zip(*flat, strict=True)))
    if rincian:
        await conn.execute(INSERT_RINCIAN, *map(list, zip(*rincian, strict=True)))
    await conn.execute(SET_TERBITAN, *terbitan)


FIND_TERBITAN = "SELECT per, terbit_at FROM terbitan"


async def find_terbitan(conn: Connection) -> Terbitan | None:
    """Return what is published, if anything."""
    row = await conn.fetchrow(FIND_TERBITAN)
    return Terbitan(*row) if row else None


LIST_TREN = "SELECT per, laki_laki, perempuan FROM statistik_bulanan WHERE kode_wilayah = $1"


async def list_tren(conn: Connection, kode: str, days: Sequence[date]) -> tuple[Titik, ...]:
    """Return an area's public count at the end of each of `days`."""
    found = {row[0]: Angka(row[1], row[2]) for row in await conn.fetch(LIST_TREN, kode)}
    return tuple(Titik(day, found.get(day, Angka(0, 0))) for day in days)


LIST_BAGIAN = """
SELECT w.kode, w.nama, coalesce(s.laki_laki, 0), coalesce(s.perempuan, 0)
FROM wilayah AS w
LEFT JOIN statistik_bulanan AS s ON s.kode_wilayah = w.kode AND s.per = $2
WHERE w.induk = $1 AND (w.berlaku_sampai IS NULL OR s.per IS NOT NULL)
ORDER BY w.nama_cari, w.kode
"""
LIST_KABUPATEN = """
SELECT w.kode, w.nama, coalesce(s.laki_laki, 0), coalesce(s.perempuan, 0)
FROM wilayah AS w
LEFT JOIN statistik_bulanan AS s ON s.kode_wilayah = w.kode AND s.per = $1
WHERE w.tingkat = 2 AND (w.berlaku_sampai IS NULL OR s.per IS NOT NULL)
ORDER BY w.kode
"""


async def list_bagian(conn: Connection, induk: str, per: date) -> tuple[Bagian, ...]:
    """Return the areas right below `induk` by name, with their public counts."""
    return tuple(map(_bagian, await conn.fetch(LIST_BAGIAN, induk, per)))


async def list_kabupaten(conn: Connection, per: date) -> tuple[Bagian, ...]:
    """Return every regency by code, with its public count."""
    return tuple(map(_bagian, await conn.fetch(LIST_KABUPATEN, per)))


def _bagian(row: asyncpg.Record) -> Bagian:
    kode, nama, laki_laki, perempuan = row
    return Bagian(kode, nama_tampil(nama), Angka(laki_laki, perempuan))


LIST_RINCIAN = """
SELECT kode_wilayah, dimensi, nilai, jumlah FROM statistik_rincian
WHERE kode_wilayah = $1 ORDER BY dimensi, nilai
"""


async def list_rincian(conn: Connection, kode: str) -> tuple[Rincian, ...]:
    """Return an area's public counts by dimension."""
    return tuple(Rincian(*row) for row in await conn.fetch(LIST_RINCIAN, kode))


LIST_ARUS = """
SELECT nilai, kode_wilayah, jumlah FROM statistik_rincian
WHERE dimensi = 'asal' AND length(kode_wilayah) = 2 AND nilai <> '' AND nilai <> kode_wilayah
    AND ($1 = '' OR nilai = $1)
ORDER BY jumlah DESC, nilai, kode_wilayah LIMIT $2
"""


async def list_arus(conn: Connection, asal: str, limit: int) -> tuple[Arus, ...]:
    """Return the widest flows from a province (from any for `""`) into another one."""
    return tuple(Arus(*row) for row in await conn.fetch(LIST_ARUS, asal, limit))


ALL_BULANAN = """
SELECT s.kode_wilayah, coalesce(w.nama, 'Indonesia'), s.per, s.laki_laki, s.perempuan
FROM statistik_bulanan AS s LEFT JOIN wilayah AS w ON w.kode = s.kode_wilayah
WHERE s.per >= $1 ORDER BY s.kode_wilayah, s.per
"""


async def all_bulanan(conn: Connection, since: date) -> list[tuple[str, str, date, int, int]]:
    """Return every public count from `since` on: code, name, day, men, women."""
    return [
        (row[0], nama_tampil(row[1]), *row[2:]) for row in await conn.fetch(ALL_BULANAN, since)
    ]  # fmt: skip


ALL_RINCIAN = """
SELECT kode_wilayah, dimensi, nilai, jumlah FROM statistik_rincian
WHERE dimensi <> 'asal' ORDER BY kode_wilayah, dimensi, nilai
"""
ALL_ASAL = """
SELECT nilai, kode_wilayah, jumlah FROM statistik_rincian
WHERE dimensi = 'asal' AND kode_wilayah <> '' ORDER BY nilai, kode_wilayah
"""


async def all_rincian(conn: Connection) -> list[Rincian]:
    """Return every public count by dimension but for the origins."""
    return [Rincian(*row) for row in await conn.fetch(ALL_RINCIAN)]


async def all_arus(conn: Connection) -> list[Arus]:
    """Return every flow from a province into a province and into a regency."""
    return [Arus(*row) for row in await conn.fetch(ALL_ASAL)]
