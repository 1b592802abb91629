"""B2: a backlog from the outbox through the queue to its effect, against bound and peer.

The bound: confirmed publish in bursts, consume, one multi-row insert for each batch, at once, with
no outbox, no inbox and no counters. The peer: the same events and the same effect, one message a
transaction, as a task queue works. (In an earlier comparison such a consumer did 1,400/s where
Celery did 500/s, so twelve times Celery is about 4.3 times this peer.)
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import uuid4

from shared import clock
from shared.bus import outbox, queries
from shared.bus.waker import channel_of
from shared.events.domisili import DomisiliOpened, OrangTinggal
from shared.events.envelope import Event, to_row
from shared.events.registration import NamaPemohon, PermohonanSubmitted
from shared.ids import uuid7
from tests.bench import cpu, pair
from tests.bench.load import VILLAGE
from tests.bench.plan import Bench
from tests.bench.report import Line, at_least, ratio
from tests.faults.people import ORIGIN

EFFECT = """
CREATE SCHEMA IF NOT EXISTS bench;
CREATE TABLE IF NOT EXISTS bench.effect (id uuid PRIMARY KEY, body bytea);
"""
EMPTY = "TRUNCATE bench.effect"
COUNT_STAYS = "SELECT count(*) FROM reporting.inbox WHERE consumer = 'reporting'"
COUNT_TUGAS = "SELECT count(*) FROM verification.tugas"
CHUNK = 1000
PEER_GOAL = 4.3


async def measure(bench: Bench) -> list[Line]:
    """Return the rate of the event path against both, the median of all rounds."""
    await bench.use_bus_keys()
    ours, bounds, peers = [], [], []
    async with bench.superuser() as conn:
        await conn.execute(EFFECT)
        for _ in range(bench.plan.rounds):
            await bench.quiet()
            await conn.execute(EMPTY)
            bounds.append(await pair.run(bench, "bulk", "postgres", _bodies(bench.plan.backlog)))
            ours.append(await _drain(bench, _stays(bench.plan.backlog), COUNT_STAYS))
            peers.append(await pair.run(bench, "single", "reporting", _bodies(bench.plan.single)))
            bench.tell(
                f"B2 round: {ours[-1]:.0f}/s, bound {bounds[-1]:.0f}/s, peer {peers[-1]:.0f}/s"
            )
    await bench.quiet()
    tasks = await _drain(bench, submitted(bench, bench.plan.heard_by_all), COUNT_TUGAS)
    bench.tell(f"B2 permohonan to tugas, heard by three services at once: {tasks:.0f}/s")
    return [
        at_least("B2", ratio(ours, bounds), "× the bound, outbox to effect", 0.4),
        at_least("B2-peer", ratio(ours, peers), "× one message a transaction", PEER_GOAL),
    ]


def _bodies(count: int) -> list[bytes]:
    return [to_row(event).body for event in _stays(count)]


async def _drain(bench: Bench, events: Sequence[Event], counting: str) -> float:
    """Commit a backlog at once and return how many a second have had their effect."""
    async with bench.database("registration", 2) as database, bench.superuser() as conn:
        wanted = await conn.fetchval(counting) + len(events)
        async with database.transaction() as telling:
            for start in range(0, len(events), CHUNK):
                await outbox.emit_all(telling, events[start : start + CHUNK])
            used = cpu.started(bench.system.keeper)
            began = time.monotonic()
        await queries.notify(conn, channel_of("registration"))
        await bench.until_count(conn, counting, wanted)
        took = time.monotonic() - began
    bench.tell(f"B2 ours: CPU seconds per 1,000 events, {cpu.table(used(), len(events))}")
    return len(events) / took


def _stays(count: int) -> list[Event]:
    today = date.today()  # noqa: DTZ011 - any day will do
    return [
        DomisiliOpened(
            aggregate_id=uuid7(), version=1, permohonan_id=uuid4(), kode_wilayah_tujuan=VILLAGE,
            kode_wilayah_asal=ORIGIN, keperluan="bekerja", tanggal_mulai=today,
            tanggal_berakhir=today + timedelta(days=number % 360 + 1),
            orang=(OrangTinggal(orang_id=uuid4(), jenis_kelamin="P", kelompok_umur="25-29"),),
        )
        for number in range(count)
    ]  # fmt: skip


def submitted(bench: Bench, count: int, first: int = 0) -> list[Event]:
    """Return permohonan of the known residents, numbered from `first`."""
    now, today = clock.now(), date.today()  # noqa: DTZ011
    return [
        PermohonanSubmitted(
            aggregate_id=uuid7(), version=1, nobukti=f"W{90000000 + first + number}",
            akun_id=bench.residents[number % len(bench.residents)].akun_id,
            kode_wilayah_tujuan=VILLAGE, kode_wilayah_asal=ORIGIN, keperluan="bekerja",
            jumlah_orang=1, tanggal_datang=today, tanggal_berakhir=today + timedelta(days=180),
            submitted_at=now, pribadi=NamaPemohon(nama="Penduduk Uji"),
        )
        for number in range(count)
    ]  # fmt: skip
