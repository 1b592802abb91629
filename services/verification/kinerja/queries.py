"""Every statement on the figures: of what waits by `tugas_antrean`, of what is decided by
`tugas_selesai`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from services.verification.kinerja.alamat import kode_of
from services.verification.kinerja.models import (
    Menunggu,
    PerAlasan,
    PerPetugas,
    PerWilayah,
    Selesai,
)
from shared.db import Connection
from shared.policy import Match
from shared.wilayah import queries as wilayah
from shared.wilayah.kode import NASIONAL

COUNT_MENUNGGU = """
SELECT count(*)::int,
    count(*) FILTER (WHERE tenggat < $2 AND tenggat >= now())::int,
    count(*) FILTER (WHERE tenggat < now())::int,
    count(*) FILTER (WHERE claimed_until IS NULL OR claimed_until <= now())::int,
    count(*) FILTER (WHERE masuk_at > now() - interval '1 day')::int,
    count(*) FILTER (WHERE masuk_at <= now() - interval '1 day'
        AND masuk_at > now() - interval '3 days')::int,
    count(*) FILTER (WHERE masuk_at <= now() - interval '3 days'
        AND masuk_at > now() - interval '7 days')::int,
    count(*) FILTER (WHERE masuk_at <= now() - interval '7 days')::int
FROM tugas WHERE kode_kantor = ANY ($1::text[]) AND status = 'open'
"""


async def count_menunggu(conn: Connection, kantor: Sequence[str], besok: datetime) -> Menunggu:
    """Return what waits in these offices; due today is what is due before `besok`."""
    row = await conn.fetchrow(COUNT_MENUNGGU, list(kantor), besok)
    assert row is not None
    return Menunggu(*row)


COUNT_SELESAI = """
SELECT count(*)::int, count(*) FILTER (WHERE keputusan = 'approved')::int,
    count(*) FILTER (WHERE decided_at >= $3)::int,
    count(*) FILTER (WHERE decided_at <= tenggat)::int,
    coalesce(percentile_cont(0.5) WITHIN GROUP (
        ORDER BY extract(epoch FROM decided_at - masuk_at) / 3600), 0)::float8,
    coalesce(percentile_cont(0.9) WITHIN GROUP (
        ORDER BY extract(epoch FROM decided_at - masuk_at) / 3600), 0)::float8
FROM tugas WHERE kode_kantor = ANY ($1::text[]) AND decided_at >= $2
"""


async def count_selesai(
    conn: Connection, kantor: Sequence[str], sejak: datetime, hari_ini: datetime
) -> Selesai:
    """Return what these offices decided since `sejak`, and of it since `hari_ini`."""
    row = await conn.fetchrow(COUNT_SELESAI, list(kantor), sejak, hari_ini)
    assert row is not None
    return Selesai(*row)


LIST_ALASAN = """
SELECT jenis, kode, count(*)::int AS jumlah
FROM tugas, unnest(alasan) AS kode
WHERE kode_kantor = ANY ($1::text[]) AND decided_at >= $2
GROUP BY jenis, kode ORDER BY jumlah DESC, jenis, kode
"""


async def list_alasan(conn: Connection, kantor: Sequence[str], sejak: datetime) -> list[PerAlasan]:
    """Return the reasons given since `sejak`, the most frequent first."""
    return [PerAlasan(*row) for row in await conn.fetch(LIST_ALASAN, list(kantor), sejak)]


LIST_PETUGAS = """
WITH putusan AS (
    SELECT decided_by AS id, max(decided_nama) AS nama, count(*)::int AS jumlah,
        count(*) FILTER (WHERE keputusan = 'approved')::int AS disetujui,
        percentile_cont(0.5) WITHIN GROUP (
            ORDER BY extract(epoch FROM decided_at - masuk_at) / 3600)::float8 AS median
    FROM tugas WHERE kode_kantor = $1 AND decided_at >= $2 AND decided_by IS NOT NULL
    GROUP BY decided_by
), pegang AS (
    SELECT claimed_by AS id, max(claimed_nama) AS nama, count(*)::int AS dipegang
    FROM tugas WHERE kode_kantor = $1 AND status = 'open' AND claimed_until > now()
    GROUP BY claimed_by
)
SELECT id, coalesce(putusan.nama, pegang.nama), coalesce(jumlah, 0), coalesce(disetujui, 0),
    coalesce(median, 0), coalesce(dipegang, 0)
FROM putusan FULL JOIN pegang USING (id)
ORDER BY coalesce(jumlah, 0) DESC, 2, 1
"""


async def list_petugas(conn: Connection, kantor: str, sejak: datetime) -> list[PerPetugas]:
    """Return what each officer of an office decided since `sejak` and holds now."""
    return [PerPetugas(*row) for row in await conn.fetch(LIST_PETUGAS, kantor, sejak)]


LIST_WILAYAH = """
WITH daftar AS (
    SELECT * FROM unnest($1::text[], $2::text[]) AS d (kode_kantor, kode)
), tunggu AS (
    SELECT kode, count(*)::int AS menunggu,
        count(*) FILTER (WHERE tenggat < now())::int AS lewat
    FROM daftar JOIN tugas USING (kode_kantor) WHERE status = 'open' GROUP BY kode
), putusan AS (
    SELECT kode, count(*)::int AS jumlah,
        count(*) FILTER (WHERE decided_at <= tenggat)::int AS tepat,
        percentile_cont(0.5) WITHIN GROUP (
            ORDER BY extract(epoch FROM decided_at - masuk_at) / 3600)::float8 AS median,
        percentile_cont(0.9) WITHIN GROUP (
            ORDER BY extract(epoch FROM decided_at - masuk_at) / 3600)::float8 AS p90
    FROM daftar JOIN tugas USING (kode_kantor) WHERE decided_at >= $3 GROUP BY kode
)
SELECT d.kode, coalesce(menunggu, 0), coalesce(lewat, 0), coalesce(jumlah, 0), coalesce(tepat, 0),
    coalesce(median, 0), coalesce(p90, 0)
FROM (SELECT DISTINCT kode FROM daftar) AS d
LEFT JOIN tunggu USING (kode) LEFT JOIN putusan USING (kode)
ORDER BY coalesce(lewat, 0) DESC, coalesce(menunggu, 0) DESC, d.kode
"""


async def list_wilayah(
    conn: Connection, offices: Sequence[tuple[str, str]], sejak: datetime
) -> list[PerWilayah]:
    """Return the figures of areas, the most overdue first; `offices` are (office, area)."""
    kantor, kode = zip(*offices, strict=True)
    rows = await conn.fetch(LIST_WILAYAH, kantor, kode, sejak)
    return [PerWilayah(*row) for row in rows]


LIST_KANTOR = """
SELECT kode FROM wilayah
WHERE tingkat = 2 AND ($1 = '' OR induk = $1) AND berlaku_sampai IS NULL ORDER BY kode
"""


async def list_kabupaten(conn: Connection, provinsi: str) -> list[str]:
    """Return the regencies of a province, of all for the nation."""
    return [row["kode"] for row in await conn.fetch(LIST_KANTOR, provinsi)]


async def area_of_kinerja(conn: Connection, match: Match) -> list[str]:
    """Return the area whose figures are asked for; nothing if it has no office."""
    kode = kode_of(match["kode"])
    if kode is None:
        return []
    if kode == NASIONAL:
        return [NASIONAL]
    return [kode] if await wilayah.find_wilayah(conn, kode) else []
