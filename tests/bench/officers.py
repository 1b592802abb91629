"""B3: officers at work by the service's own actions, as tasks of one process.

Nobody decides what another decided, nobody and nothing is left over; and the slowest claims are
held against the slowest of a bare `FOR UPDATE SKIP LOCKED`, asked in the same way by the same
officers. Names are forgotten ones, so that no key is opened: only the claim is looked at.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

from services.verification.antrean import actions, rules
from services.verification.antrean.models import KeputusanForm, Petugas
from shared.db import Connection, Database, make_pool
from shared.errors import Conflict
from tests.bench.plan import Bench
from tests.bench.report import Line, at_most, percentile, ratio

OFFICES = 500
POOL = 16
# Every table of the service, whatever its actions touch, apart from the one that is running.
TABLES = """
DROP SCHEMA IF EXISTS bench CASCADE;
CREATE SCHEMA bench;
DO $$
DECLARE one text;
BEGIN
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'verification' LOOP
        EXECUTE format('CREATE TABLE bench.%I (LIKE verification.%I INCLUDING ALL)', one, one);
    END LOOP;
END $$;
"""
FILL = """
INSERT INTO bench.tugas (id, jenis, subjek_id, subjek_version, akun_id, nomor, kode_kantor,
    kode_wilayah_tujuan, kode_wilayah_asal, kunci, nama, kata_nama, keterangan, status, masuk_at,
    tenggat)
SELECT gen_random_uuid(), 'permohonan', gen_random_uuid(), 1, gen_random_uuid(), 'W' || n,
    to_char(10 + n % $3 / 100, 'FM00') || '.' || to_char(n % $3 % 100, 'FM00'),
    '34.02.15.2004', '33.10.05.2011', '', '', '{}', '{}', 'open', now(),
    now() + n * interval '1 s'
FROM generate_series($1::int, $2::int) AS n
"""
FREE_ALL = """
UPDATE bench.tugas SET claimed_by = NULL, claimed_until = NULL, fence = 0
WHERE claimed_until IS NOT NULL
"""
BARE = """
UPDATE tugas SET claimed_by = $2, claimed_until = now() + interval '15 min'
WHERE id = (
    SELECT id FROM tugas
    WHERE kode_kantor = $1 AND status = 'open'
      AND (claimed_until IS NULL OR claimed_until <= now())
    ORDER BY tenggat, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id
"""
COUNT_LEFT = "SELECT count(*) FROM bench.tugas WHERE status = 'open'"
FIT = dict.fromkeys(rules.BUTIR["permohonan"], "sesuai")
Claim = Callable[[Database, Petugas], Awaitable[None]]


async def measure(bench: Bench) -> list[Line]:
    """Return what was decided twice or left over, and the slowest claims against bare ones."""
    await bench.use_bus_keys()
    async with bench.superuser() as conn, _desk(bench) as database:
        await conn.execute(TABLES)
        twice, starved = await _work_off(bench, conn, database)
        await conn.execute("TRUNCATE bench.tugas, bench.outbox")
        return [
            at_most("B3-twice", twice, "tugas decided twice", 0),
            at_most("B3-starved", starved, "officers without work, or tugas left over", 0),
            *await _slowest(bench, conn, database),
        ]


@asynccontextmanager
async def _desk(bench: Bench) -> AsyncIterator[Database]:
    dsn = bench.system.servers.database_url("postgres")
    pool = await make_pool(f"{dsn}{'&' if '?' in dsn else '?'}search_path=bench", POOL)
    try:
        yield Database(pool)
    finally:
        await pool.close()


def _officers(count: int, offices: int) -> list[Petugas]:
    return [
        Petugas(uuid4(), f"Petugas {n}", f"{10 + n % offices // 100:02}.{n % offices % 100:02}",
                "petugas")
        for n in range(count)
    ]  # fmt: skip


async def _work_off(bench: Bench, conn: Connection, database: Database) -> tuple[int, int]:
    """Let all officers work on one office's queue, then on many offices', until nothing is left."""
    twice = starved = 0
    for offices, count in ((1, bench.plan.one_office), (OFFICES, bench.plan.many_offices)):
        await conn.execute("TRUNCATE bench.tugas, bench.outbox")
        await conn.execute(FILL, 1, count, offices)
        officers = _officers(max(bench.plan.officers, offices), offices)
        began = time.monotonic()
        desks = asyncio.Semaphore(POOL)
        done = await asyncio.gather(*(_clear(desks, database, officer) for officer in officers))
        took = time.monotonic() - began
        decided = Counter(tugas_id for one in done for tugas_id in one)
        left = await conn.fetchval(COUNT_LEFT)
        idle = sum(not one for one in done) if count >= 5 * len(officers) else 0
        twice += sum(times - 1 for times in decided.values())
        starved += idle + left
        bench.tell(
            f"B3 {len(officers)} officers, {offices} offices: {len(decided)} tugas taken and "
            f"decided, {len(decided) / took:.0f}/s; {idle} officers idle, {left} tugas left"
        )
    return twice, starved


async def _clear(desks: asyncio.Semaphore, database: Database, officer: Petugas) -> list[UUID]:
    """Take and decide the next tugas until there is none; return which."""
    done: list[UUID] = []
    while True:
        try:
            async with desks, database.transaction() as conn:
                tugas = await actions.claim_next(conn, officer)
        except Conflict:
            return done
        form = KeputusanForm(fence=tugas.fence, keputusan="approved", checklist=FIT)
        async with desks, database.transaction() as conn:
            await actions.decide_tugas(conn, officer, tugas.id, form)
        done.append(tugas.id)


async def _slowest(bench: Bench, conn: Connection, database: Database) -> list[Line]:
    plan = bench.plan
    ours: dict[tuple[int, int], list[float]] = {}
    bare: dict[tuple[int, int], list[float]] = {}
    filled = 0
    # Enough for all of them at once in the first office, whatever else waits.
    await conn.execute(FILL, 1, plan.officers * plan.claims_each, 1)
    for size in (plan.few_open, plan.many_open):
        await conn.execute(FILL, filled + 1, size, OFFICES, timeout=1800)
        filled = size
        for offices in (OFFICES, 1):
            key = size, offices
            for _ in range(plan.rounds):
                bare.setdefault(key, []).append(await _p99(bench, conn, database, offices, _bare))
                ours.setdefault(key, []).append(await _p99(bench, conn, database, offices, _ours))
            bench.tell(
                f"B3 {size} open, officers of {offices} offices: claim p99 "
                f"{1000 * ours[key][-1]:.1f} ms, bare {1000 * bare[key][-1]:.1f} ms"
            )
    few, many, one = (plan.few_open, OFFICES), (plan.many_open, OFFICES), (plan.many_open, 1)
    return [
        at_most("B3-p99", ratio(ours[many], bare[many]), "× the p99 of a bare claim", 2),
        at_most("B3-p99-one", ratio(ours[one], bare[one]), "× it, all officers in one office", 2),
        at_most("B3-p99-flat", ratio(ours[many], ours[few]), "× the p99 with few open", 1.25),
    ]


async def _p99(
    bench: Bench, conn: Connection, database: Database, offices: int, claim: Claim
) -> float:
    await conn.execute(FREE_ALL)
    await conn.execute("VACUUM ANALYZE bench.tugas", timeout=600)
    officers = _officers(bench.plan.officers, offices)
    took = await asyncio.gather(*(_timed(bench, database, officer, claim) for officer in officers))
    return percentile([each for one in took for each in one], 0.99)


async def _timed(
    bench: Bench, database: Database, officer: Petugas, claim: Claim
) -> Sequence[float]:
    """Return how long each claim took an officer, once he had a connection."""
    took: list[float] = []
    for _ in range(bench.plan.claims_each):
        async with database.pool.acquire() as conn:
            held = Database(Lent(conn))  # type: ignore[arg-type]
            began = time.perf_counter()
            await claim(held, officer)
            took.append(time.perf_counter() - began)
    return took


class Lent:
    """A pool of the one connection that is in hand: waiting for one is no part of a claim."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    async def acquire(self, timeout: float | None = None) -> Connection:
        return self._conn

    async def release(self, conn: Connection) -> None:
        return None


async def _ours(database: Database, officer: Petugas) -> None:
    async with database.transaction() as conn:
        await actions.claim_next(conn, officer)


async def _bare(database: Database, officer: Petugas) -> None:
    async with database.connection() as conn:
        await conn.fetchval(BARE, officer.kode_kantor, officer.id)
