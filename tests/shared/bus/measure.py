"""Goal B2: what the event path does with a backlog, next to the bare parts in the same run.

`python -m tests.shared.bus.measure [events]` prints rates, their ratio, and latencies at 100/s.
The bound is what bare publishing, consuming and inserting give one after the other, since all of
them share this machine.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Sequence

import uvloop
from aiormq.abc import DeliveredMessage

from deploy.local.servers import Servers
from deploy.local.settings import ROOT, Settings
from shared.bus import outbox, topology
from shared.bus.connection import Broker
from shared.bus.publisher import Message, Publisher
from shared.bus.waker import Waker
from shared.events import envelope
from shared.events.envelope import OutboxRow
from shared.ids import uuid7
from tests.shared.bus import uji
from tests.shared.bus.conftest import NAMES, make_bus
from tests.shared.bus.running import Bus

BURST, BATCH = 300, 200
SPAN = "SELECT extract(epoch FROM max(at) - min(at)) FROM effect"
LIST_TIMES = "SELECT aggregate_id, at FROM effect"


def _summed() -> uji.UjiSummed:
    return uji.UjiSummed(aggregate_id=uuid7(), version=1)


async def bare_rate(bus: Bus, number: int) -> float:
    """Return events per second of bare publish, consume and insert, one after the other."""
    rows = [envelope.to_row(_summed()) for _ in range(number)]
    start = time.perf_counter()
    await _publish(bus, rows)
    await _consume(bus, number)
    async with bus.connection(uji.HEARER) as conn:
        for at in range(0, number, BATCH):
            part = rows[at : at + BATCH]
            ids = [row.aggregate_id for row in part]
            await conn.execute(uji.INSERT_EFFECTS, ids, [1] * len(part), ["bare"] * len(part))
        rate = number / (time.perf_counter() - start)
        await conn.execute("TRUNCATE effect")
    return rate


async def _publish(bus: Bus, rows: Sequence[OutboxRow]) -> None:
    publisher = Publisher(Broker(bus.urls(uji.TELLER), "bare"))
    messages = [Message("events", r.routing_key, r.body, str(r.event_id), r.type) for r in rows]
    for at in range(0, len(messages), BURST):
        await publisher.publish(messages[at : at + BURST])
    await publisher.close()


async def _consume(bus: Bus, number: int) -> None:
    broker = Broker(bus.urls(uji.HEARER), "bare")
    channel = await broker.channel()
    await channel.basic_qos(prefetch_count=500)
    seen, over = 0, asyncio.Event()

    async def arrive(message: DeliveredMessage) -> None:
        nonlocal seen
        seen += 1
        if seen % BATCH == 0 or seen == number:
            await channel.basic_ack(message.delivery_tag or 0, multiple=True)
        if seen == number:
            over.set()

    await channel.basic_consume(uji.HEARER, arrive)
    await over.wait()
    await broker.close()


async def backlog_rate(bus: Bus, number: int) -> float:
    """Return events per second from a full outbox to the effect, both workers started fresh."""
    async with bus.connection(uji.TELLER) as conn:
        for at in range(0, number, 500):
            async with conn.transaction():
                await outbox.emit_all(conn, [_summed() for _ in range(min(500, number - at))])
    await bus.start(uji.HEARER)
    await bus.start(uji.TELLER)
    while await bus.unsent():
        await asyncio.sleep(0.5)
    await bus.quiet(number, seconds=600)
    async with bus.connection(uji.HEARER) as conn:
        rate = number / float(await conn.fetchval(SPAN))
        await conn.execute("TRUNCATE effect")
    return rate


async def latencies(bus: Bus, number: int = 500, rate: int = 100) -> list[float]:
    """Return the seconds from commit to effect at `rate` events per second, sorted."""
    waker = Waker(bus.dsns[uji.TELLER], uji.TELLER)
    await waker.start()
    told = {}
    async with bus.connection(uji.TELLER) as conn:
        for _ in range(number):
            event, start = _summed(), time.time()
            await uji.tell(conn, event)
            told[event.aggregate_id] = time.time()
            waker.wake()
            await asyncio.sleep(max(0.0, 1 / rate - (time.time() - start)))
    await bus.quiet(number)
    await waker.stop()
    async with bus.connection(uji.HEARER) as conn:
        rows = await conn.fetch(LIST_TIMES)
    return sorted(row["at"].timestamp() - told[row["aggregate_id"]] for row in rows)


async def main(number: int) -> None:
    """Measure on servers of its own and print."""
    local = Settings(port=18480, local_dir=ROOT / ".local" / "measure", environment="test")
    async with Servers(local) as servers:
        bus = await make_bus(servers)
        envelope.use(bus.settings(uji.TELLER).bus_keys)
        for name in NAMES:
            reactions = {} if name == uji.SECOND else uji.Dinas(name).reactions
            await topology.declare(name, reactions, bus.urls(name))
        await bus.purge(NAMES)
        bare = await bare_rate(bus, number)
        whole = await backlog_rate(bus, number)
        waits = await latencies(bus)
        await bus.stop_all()
    print(f"bare {bare:,.0f}/s, outbox to effect {whole:,.0f}/s, ratio {whole / bare:.2f}")
    middle, worst = waits[len(waits) // 2], waits[int(len(waits) * 0.99)]
    print(f"commit to effect at 100/s: p50 {middle * 1000:.1f} ms, p99 {worst * 1000:.1f} ms")


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
