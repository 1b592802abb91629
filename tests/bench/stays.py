"""Generated stays, straight into reporting's tables: one person each, over all villages."""

from __future__ import annotations

import time
from collections.abc import Callable

from shared.db import Connection

SOME_VILLAGES = (
    "34.02.15.2004", "34.02.12.2001", "34.04.01.2001", "33.10.01.2001", "64.02.06.1001",
    "31.74.06.1001",
)  # fmt: skip
CHUNK = 250_000

PREPARE = """
SET search_path = reporting;
TRUNCATE tinggal, domisili, penghitung;
DROP SCHEMA IF EXISTS bench_stays CASCADE;
CREATE SCHEMA bench_stays;
CREATE TABLE bench_stays.desa AS
    SELECT kode, row_number() OVER (ORDER BY kode) - 1 AS urut FROM wilayah WHERE tingkat = 4;
CREATE INDEX ON bench_stays.desa (urut);
"""
# Multiplying by a prime spreads neighbours over all villages and all 700 days.
DOMISILI = """
INSERT INTO domisili (id, permohonan_id, kode_wilayah, kode_asal, keperluan, version, lengkap)
SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
    ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, d.kode, '33.10.01.2001',
    'bekerja', 1, true
FROM generate_series($1::bigint, $2::bigint) AS n
JOIN bench_stays.desa AS d ON d.urut = n * 15485863 % (SELECT count(*) FROM bench_stays.desa)
"""
TINGGAL = """
INSERT INTO tinggal (orang_id, domisili_id, jenis_kelamin, kelompok_umur, mulai, selesai, version)
SELECT ('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid,
    ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
    CASE n % 2 WHEN 0 THEN 'L' ELSE 'P' END, '20-24',
    date '2024-12-01' + (n * 32452843 % 700)::integer,
    date '2024-12-01' + (n * 32452843 % 700 + 30 + n * 49979687 % 335)::integer, 1
FROM generate_series($1::bigint, $2::bigint) AS n
"""
# One row for each village and day that moves; the other levels are sums of these.
HARI = """
DROP TABLE IF EXISTS bench_stays.hari;
CREATE TABLE bench_stays.hari AS
SELECT kode, tanggal, sum(l)::integer AS l, sum(p)::integer AS p FROM (
    SELECT d.kode_wilayah AS kode, g.tanggal,
        CASE t.jenis_kelamin WHEN 'L' THEN g.tanda ELSE 0 END AS l,
        CASE t.jenis_kelamin WHEN 'P' THEN g.tanda ELSE 0 END AS p
    FROM tinggal AS t JOIN domisili AS d ON d.id = t.domisili_id
    CROSS JOIN LATERAL (VALUES (t.mulai, 1), (t.selesai, -1)) AS g (tanggal, tanda)
) AS gerak GROUP BY 1, 2;
TRUNCATE penghitung;
"""
PENGHITUNG = """
WITH hari AS (
    SELECT left(kode, $1) AS kode, date_trunc('month', tanggal)::date AS bulan,
        extract(day FROM tanggal)::integer AS n, sum(l)::integer AS l, sum(p)::integer AS p
    FROM bench_stays.hari GROUP BY 1, 2, 3
), jarak AS (
    SELECT *, repeat('NULL,', n - 1 - coalesce(lag(n) OVER urut, n - 1)) AS kosong
    FROM hari WINDOW urut AS (PARTITION BY kode, bulan ORDER BY n)
)
INSERT INTO penghitung (kode_wilayah, dimensi, nilai, bulan, bersih_l, bersih_p, hari_l, hari_p)
SELECT kode, 'jumlah', '', bulan, sum(l), sum(p),
    format('[%s:%s]={%s}', min(n), max(n), string_agg(kosong || l, ',' ORDER BY n))::integer[],
    format('[%s:%s]={%s}', min(n), max(n), string_agg(kosong || p, ',' ORDER BY n))::integer[]
FROM jarak GROUP BY kode, bulan
"""
SALDO = """
INSERT INTO penghitung AS lama (kode_wilayah, dimensi, nilai, bulan, saldo_l, saldo_p)
SELECT left(kode, $1), 'jumlah', '', awal, sum(l), sum(p)
FROM bench_stays.hari, unnest(ARRAY[date '2025-01-01', '2026-01-01', '2027-01-01']) AS awal
WHERE tanggal < awal GROUP BY 1, 4 HAVING sum(l) <> 0 OR sum(p) <> 0
ON CONFLICT (kode_wilayah, dimensi, nilai, bulan) DO UPDATE
SET saldo_l = excluded.saldo_l, saldo_p = excluded.saldo_p
"""
LENGTHS = (0, 2, 5, 8, 13)


async def prepare(conn: Connection) -> None:
    """Empty reporting's tables and number the villages."""
    await conn.execute(PREPARE)


async def fill(conn: Connection, count: int, tell: Callable[[str], None]) -> None:
    """Let there be `count` stays, and the counters of everybody that follow from them."""
    began = time.monotonic()
    await conn.execute("SET search_path = reporting")
    there = int(await conn.fetchval("SELECT count(*) FROM domisili"))
    while there < count:
        upto = min(there + CHUNK, count)
        await conn.execute(DOMISILI, there + 1, upto)
        await conn.execute(TINGGAL, there + 1, upto)
        there = upto
        tell(f"B4 {there} stays after {time.monotonic() - began:.0f} s")
    await conn.execute(HARI)
    for length in LENGTHS:
        await conn.execute(PENGHITUNG, length)
        await conn.execute(SALDO, length)
    await conn.execute("VACUUM ANALYZE penghitung")
    await conn.execute("VACUUM ANALYZE tinggal")
    await conn.execute("VACUUM ANALYZE domisili")
    tell(f"B4 counters of {count} stays after {time.monotonic() - began:.0f} s")
