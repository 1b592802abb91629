"""Every statement on tinggal and perubahan_harian."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate

from services.reporting.rekap.alamat import kode_of
from services.reporting.rekap.models import Angka, Baris, Dipindah, Keluar, Masuk, Perubahan, Titik
from shared.db import Connection
from shared.wilayah import queries as wilayah
from shared.wilayah.kode import NASIONAL
from shared.wilayah.nama import nama_tampil

PENGHITUNG = 5_260_114
LOCK_PENGHITUNG = "SELECT pg_advisory_xact_lock($1)"


async def lock_penghitung(conn: Connection) -> None:
    """Be the only one who moves counters until the transaction ends.

    Every stay moves the nation's rows, so two workers would wait for each other anyway; in line
    they cannot deadlock, whatever days their batches hold.
    """
    await conn.execute(LOCK_PENGHITUNG, PENGHITUNG)


INSERT_TINGGAL = """
INSERT INTO tinggal (orang_id, domisili_id, permohonan_id, kode_wilayah, kode_asal,
                     jenis_kelamin, kelompok_umur, keperluan, mulai, selesai, version)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[],
                     $6::text[], $7::text[], $8::text[], $9::date[], $10::date[], $11::integer[])
ON CONFLICT (orang_id) DO NOTHING
RETURNING orang_id, domisili_id, permohonan_id, kode_wilayah, kode_asal,
    jenis_kelamin, kelompok_umur, keperluan, mulai, selesai, version
"""


async def insert_tinggal(conn: Connection, masuk: Sequence[Masuk]) -> list[Masuk]:
    """Keep the persons and return those that were not known yet."""
    columns = [list(column) for column in zip(*masuk, strict=True)]
    return [Masuk(*row) for row in await conn.fetch(INSERT_TINGGAL, *columns)]


COUNT_TINGGAL = "SELECT count(*) FROM tinggal WHERE orang_id = ANY($1::uuid[])"


async def count_tinggal(conn: Connection, keluar: Sequence[Keluar]) -> int:
    """Return how many of the persons are known."""
    found: int = await conn.fetchval(COUNT_TINGGAL, [satu.orang_id for satu in keluar])
    return found


SET_SELESAI = """
UPDATE tinggal SET selesai = greatest(mulai, baru.selesai), version = baru.version
FROM (
    SELECT lama.orang_id, lama.selesai AS selesai_lama, isi.selesai, isi.version
    FROM unnest($1::uuid[], $2::date[], $3::integer[]) AS isi (orang_id, selesai, version)
    JOIN tinggal AS lama USING (orang_id)
    WHERE lama.version < isi.version
) AS baru
WHERE tinggal.orang_id = baru.orang_id
RETURNING tinggal.kode_wilayah, tinggal.jenis_kelamin, baru.selesai_lama, tinggal.selesai
"""


async def set_selesai(conn: Connection, keluar: Sequence[Keluar]) -> list[Dipindah]:
    """Set the end of each person's stay unless a newer one is known; return what changed.

    Needs `lock_penghitung`: what stood before is read without a lock of its own.
    """
    columns = [list(column) for column in zip(*keluar, strict=True)]
    return [Dipindah(*row) for row in await conn.fetch(SET_SELESAI, *columns)]


ADD_PERUBAHAN = """
INSERT INTO perubahan_harian AS hari (kode_wilayah, tanggal, laki_laki, perempuan)
SELECT * FROM unnest($1::text[], $2::date[], $3::integer[], $4::integer[])
ON CONFLICT (kode_wilayah, tanggal) DO UPDATE
SET laki_laki = hari.laki_laki + excluded.laki_laki,
    perempuan = hari.perempuan + excluded.perempuan
"""


async def add_perubahan(conn: Connection, perubahan: Sequence[Perubahan]) -> None:
    """Add the changes to their days, every level in one statement."""
    if perubahan:
        columns = [list(column) for column in zip(*perubahan, strict=True)]
        await conn.execute(ADD_PERUBAHAN, *columns)


# A dropped area is listed as long as somebody counts there, so that the sum stays the sum.
LIST_BARIS = """
SELECT w.kode, w.nama, coalesce(n.laki_laki, 0) AS laki_laki, coalesce(n.perempuan, 0) AS perempuan
FROM wilayah AS w
CROSS JOIN LATERAL (
    SELECT sum(laki_laki) AS laki_laki, sum(perempuan) AS perempuan
    FROM perubahan_harian AS p WHERE p.kode_wilayah = w.kode AND p.tanggal <= $2
) AS n
WHERE w.induk = $1
    AND (w.berlaku_sampai IS NULL OR coalesce(n.laki_laki, 0) <> 0 OR coalesce(n.perempuan, 0) <> 0)
ORDER BY w.nama_cari, w.kode
"""


async def list_baris(conn: Connection, induk: str, per: date) -> tuple[Baris, ...]:
    """Return every area right below `induk` by name, with its count at the end of `per`."""
    rows = await conn.fetch(LIST_BARIS, induk, per)
    return tuple(
        Baris(row["kode"], nama_tampil(row["nama"]), Angka(row["laki_laki"], row["perempuan"]))
        for row in rows
    )


LIST_TREN = """
SELECT width_bucket(tanggal, $2::date[]) AS ruas,
    sum(laki_laki)::bigint AS laki_laki, sum(perempuan)::bigint AS perempuan
FROM perubahan_harian WHERE kode_wilayah = $1 AND tanggal <= $3
GROUP BY ruas
"""


async def list_tren(conn: Connection, kode: str, days: Sequence[date]) -> tuple[Titik, ...]:
    """Return the area's own count at the end of each of `days`, which ascend."""
    after = [day + timedelta(days=1) for day in days[:-1]]
    rows = await conn.fetch(LIST_TREN, kode, after, days[-1])
    found = {row["ruas"]: Angka(row["laki_laki"], row["perempuan"]) for row in rows}
    changes = [found.get(n, Angka(0, 0)) for n in range(len(days))]
    counts = accumulate(
        changes, lambda a, b: Angka(a.laki_laki + b.laki_laki, a.perempuan + b.perempuan)
    )
    return tuple(Titik(day, count) for day, count in zip(days, counts, strict=True))


async def area_of_rekap(conn: Connection, match: Mapping[str, str]) -> list[str]:
    """Return the code of the area whose recap is asked for; nothing if it has none."""
    kode = kode_of(match["kode"])
    if kode is None:
        return []
    if kode == NASIONAL:
        return [NASIONAL]
    return [kode] if await wilayah.find_wilayah(conn, kode) else []
