"""B3: the claim of the next task by its own statements, against the barest claim there is."""

from __future__ import annotations

from services.verification.antrean.queries_daftar import CLAIM_NEXT
from shared.bus.queries import INSERT_EVENTS
from shared.db import Connection
from tests.bench import pgbench
from tests.bench.pgbench import octets, with_values
from tests.bench.plan import Bench
from tests.bench.report import Line, at_least, ratio

OFFICES = 500
OFFICERS = 16
TABLES = """
DROP SCHEMA IF EXISTS bench CASCADE;
CREATE SCHEMA bench;
CREATE TABLE bench.tugas (LIKE verification.tugas INCLUDING ALL);
CREATE TABLE bench.pembagian (LIKE verification.pembagian INCLUDING ALL);
CREATE TABLE bench.outbox (LIKE verification.outbox INCLUDING ALL);
"""
FILL = """
INSERT INTO bench.tugas (id, jenis, subjek_id, subjek_version, akun_id, nomor, kode_kantor,
    kode_wilayah_tujuan, kode_wilayah_asal, kunci, nama, kata_nama, keterangan, status, masuk_at,
    tenggat)
SELECT gen_random_uuid(), 'permohonan', gen_random_uuid(), 1, gen_random_uuid(), 'W' || n,
    'k' || (1 + n % 500), '34.02.15.2004', '33.10.05.2011', $3::bytea, $3::bytea, '{}', '{}',
    'open', now(), now() + n * interval '1 s'
FROM generate_series($1::int, $2::int) AS n
"""
FREE_ALL = """
UPDATE bench.tugas SET claimed_by = NULL, claimed_until = NULL, fence = 0
WHERE claimed_until IS NOT NULL
"""
BARE = """
\\set k random(1, 500)
UPDATE tugas SET claimed_by = gen_random_uuid(), claimed_until = now() + interval '15 min'
WHERE id = (
    SELECT id FROM tugas
    WHERE kode_kantor = 'k' || :k AND status = 'open'
      AND (claimed_until IS NULL OR claimed_until <= now())
    ORDER BY tenggat, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id;
"""


async def measure(bench: Bench) -> list[Line]:
    """Return our claims against bare ones, and many open tasks against few."""
    plan, claim = bench.plan, _claim()
    few: list[float] = []
    many: list[float] = []
    few_bare: list[float] = []
    many_bare: list[float] = []
    async with bench.superuser() as conn:
        await conn.execute(TABLES)
        filled = 0
        for size, ours, bare in (
            (plan.few_tugas, few, few_bare),
            (plan.many_tugas, many, many_bare),
        ):
            await conn.execute(FILL, filled + 1, size, bytes(120))
            filled = size
            for _ in range(plan.rounds):
                bare.append(await _rate(bench, conn, BARE))
                ours.append(await _rate(bench, conn, claim))
            bench.tell(f"B3 {size} open: {ours[-1]:.0f} claims/s, bare {bare[-1]:.0f}/s")
    return [
        at_least("B3", ratio(many, many_bare), "× a bare SKIP LOCKED claim, most open tasks", 0.5),
        at_least("B3-few", ratio(few, few_bare), "× a bare SKIP LOCKED claim, few open tasks", 0.5),
        at_least("B3-flat", ratio(many, few), "× the rate with few open tasks", 0.8),
    ]


async def _rate(bench: Bench, conn: Connection, script: str) -> float:
    await conn.execute(FREE_ALL)
    await conn.execute("VACUUM ANALYZE bench.tugas")
    return await pgbench.run(
        bench, script, "bench", clients=OFFICERS, transactions=bench.plan.claims
    )


def _claim() -> str:
    """Return everything that `claim_next` sends, the event included."""
    new = "gen_random_uuid()"
    return "".join(
        [
            f"\\set k random(1, {OFFICES})\n",
            "BEGIN;\n",
            _keep(
                with_values(
                    CLAIM_NEXT, "('k' || :k)", "NULL", new, "'Petugas Uji'", "interval '15 min'",
                    "false", "20"
                )
            ),
            with_values(
                INSERT_EVENTS, f"ARRAY[{new}]", "ARRAY['verification.tugas.claimed.v1']",
                "ARRAY['verification.tugas.claimed.v1.34.02.33.10']", "ARRAY[:id::uuid]",
                "ARRAY[2]", f"ARRAY[{octets(bytes(500))}]", "ARRAY[NULL]", "ARRAY['-']",
            ),
            "COMMIT;\n",
        ]
    )  # fmt: skip


def _keep(statement: str) -> str:
    return statement.strip().removesuffix(";") + "\n\\gset\n"
