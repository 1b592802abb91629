"""B1: from the resident's POST to the tugas in the office's queue, against pgbench."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date

from services.registration.pemohon.queries import FIND_PEMOHON
from services.registration.permohonan.queries import INSERT_PERMOHONAN
from shared import clock
from shared.bus.queries import INSERT_EVENTS
from shared.events.envelope import to_row
from shared.events.registration import NamaPemohon, PermohonanSubmitted
from shared.ids import uuid7
from shared.sesi.queries import IS_REVOKED
from tests.bench import cpu, pgbench
from tests.bench.load import VILLAGE, Senders, new_client
from tests.bench.pgbench import octets, with_values
from tests.bench.plan import Bench
from tests.bench.report import Line, at_least, at_most, percentile, ratio
from tests.faults.people import ORIGIN

TABLES = """
CREATE SCHEMA IF NOT EXISTS bench;
CREATE TABLE IF NOT EXISTS bench.permohonan (LIKE registration.permohonan INCLUDING ALL,
    FOREIGN KEY (akun_id) REFERENCES registration.pemohon);
CREATE TABLE IF NOT EXISTS bench.pengikut (LIKE registration.pengikut INCLUDING ALL,
    FOREIGN KEY (permohonan_id) REFERENCES bench.permohonan ON DELETE CASCADE);
CREATE TABLE IF NOT EXISTS bench.outbox (LIKE registration.outbox INCLUDING ALL);
"""
COUNT_TUGAS = "SELECT count(*) FROM verification.tugas WHERE jenis = 'permohonan'"
NEW = "gen_random_uuid()"


async def measure(bench: Bench) -> list[Line]:
    """Take turns with pgbench and return rate, CPU and how far the effects lag behind."""
    async with bench.superuser() as conn:
        await conn.execute(TABLES)
    statements = script(bench)
    rates: list[float] = []
    limits: list[float] = []
    costs: list[float] = []
    limit_costs: list[float] = []
    lags: list[float] = []
    for number in range(bench.plan.rounds):
        await bench.quiet()
        limit, limit_cost = await _limit(bench, statements)
        rate, cost, lag = await _ours(bench, show=number == bench.plan.rounds - 1)
        bench.tell(
            f"B1 round: {rate:.0f}/s of pgbench's {limit:.0f}/s, {lag:.2f} s behind; CPU seconds "
            f"per 1,000: {cost * 1000:.2f}, pgbench's server {limit_cost * 1000:.2f}"
        )
        for kept, seen in zip(
            (rates, limits, costs, limit_costs, lags),
            (rate, limit, cost, limit_cost, lag), strict=True,
        ):  # fmt: skip
            kept.append(seen)
    return _lines(rates, limits, costs, limit_costs, lags)


def _lines(
    rates: Sequence[float], limits: Sequence[float], costs: Sequence[float],
    limit_costs: Sequence[float], lags: Sequence[float],
) -> list[Line]:  # fmt: skip
    return [
        at_least("B1", ratio(rates, limits), "× pgbench's rate, intake to effect", 0.25),
        at_most("B1-cpu", ratio(costs, limit_costs), "× pgbench's server CPU, all processes", 6),
        at_most("B2-behind", percentile(lags, 0.5), "s from the last answer to its effect", 1),
    ]


async def _limit(bench: Bench, script: str) -> tuple[float, float]:
    """Return pgbench's rate and the server's CPU seconds for each transaction."""
    keeper = bench.system.keeper
    used = cpu.started(keeper)
    began = time.monotonic()
    path = "bench,registration"
    rate = await pgbench.run(bench, script, path, clients=bench.plan.clients)
    done = rate * min(time.monotonic() - began, round(bench.plan.seconds))
    return rate, used()["postgres"] / done


async def _ours(bench: Bench, show: bool) -> tuple[float, float, float]:
    """Return rate, CPU seconds for each, and the seconds the last effect came after its answer."""
    count = bench.plan.permohonan
    async with new_client() as client, bench.superuser() as conn:
        senders = Senders(bench, client)
        wanted = await conn.fetchval(COUNT_TUGAS) + count
        used = cpu.started(bench.system.keeper)
        began = time.monotonic()
        await senders.many(count, bench.plan.clients)
        lag = await bench.until_count(conn, COUNT_TUGAS, wanted)
        took = time.monotonic() - began
        spent = used()
    if show:
        bench.tell(f"B1 CPU seconds per 1,000 permohonan, {cpu.table(spent, count)}")
        bench.tell(f"B1 answers p50 {percentile(senders.milliseconds, 0.5):.0f} ms, "
                   f"p99 {percentile(senders.milliseconds, 0.99):.0f} ms, "
            f"{senders.refused} times 503")  # fmt: skip
    return count / took, sum(spent.values()) / count, lag


def script(bench: Bench) -> str:
    """Return the statements of one intake for pgbench."""
    ids = ",".join(str(resident.akun_id) for resident in bench.residents)
    akun = f"('{{{ids}}}'::uuid[])[:n]"
    mark, sealed = octets(bytes(32)), octets(bytes(range(140)))
    row = to_row(_event(), "0" * 32)
    assert row.sealed is not None
    statements = [
        with_values(IS_REVOKED, NEW),
        "BEGIN;\n",
        with_values(FIND_PEMOHON, akun),
        with_values(
            INSERT_PERMOHONAN, NEW, akun, "md5(random()::text)", mark, f"'{ORIGIN}'",
            f"'{VILLAGE}'", "'bekerja'", "current_date", "6", "current_date + 180", sealed,
            "now()", f"ARRAY[{NEW}]", f"ARRAY[{mark}]", f"ARRAY[{sealed}]", "NULL",
        ),
        with_values(
            INSERT_EVENTS, f"ARRAY[{NEW}]", f"ARRAY['{row.type}']", f"ARRAY['{row.routing_key}']",
            f"ARRAY[{NEW}]", "ARRAY[1]", f"ARRAY[{octets(row.body)}]",
            f"ARRAY[{octets(row.sealed)}]", f"ARRAY['{'0' * 32}']",
        ),
        "COMMIT;\n",
    ]  # fmt: skip
    return f"\\set n random(1, {len(bench.residents)})\n" + "".join(statements)


def _event() -> PermohonanSubmitted:
    return PermohonanSubmitted(
        aggregate_id=uuid7(), version=1, nobukti="W00000001", akun_id=uuid7(),
        kode_wilayah_tujuan=VILLAGE, kode_wilayah_asal=ORIGIN, keperluan="bekerja",
        jumlah_orang=2, tanggal_datang=date(2025, 1, 1), tanggal_berakhir=date(2025, 7, 1),
        submitted_at=clock.now(), pribadi=NamaPemohon(nama="Penduduk Uji"),
    )  # fmt: skip
