"""What is told is heard: once, in order, with its personal part, as fast as it should be."""

from __future__ import annotations

import asyncio
import random
import time

import asyncpg
import pytest

from shared import clock
from shared.bus import outbox, queries
from shared.bus.waker import Waker
from shared.ids import uuid7
from tests.shared.bus import uji
from tests.shared.bus.running import Bus, in_order, until


async def test_an_event_has_its_effect_in_every_hearer(bus: Bus) -> None:
    async with bus.relaying(), bus.hearing(), bus.hearing(uji.SECOND):
        async with bus.connection(uji.TELLER) as conn:
            await uji.tell(conn, uji.counted())
        await bus.quiet(1)
        await bus.quiet(1, uji.SECOND)
    assert await bus.effects() == await bus.effects(uji.SECOND) == await bus.facts()


async def test_a_personal_part_arrives_open_and_is_never_stored_or_sent_in_clear(bus: Bus) -> None:
    event = uji.UjiNamed(aggregate_id=uuid7(), version=1, pribadi=uji.Siapa(nama="Siti Rahmawati"))
    async with bus.connection(uji.TELLER) as conn:
        await uji.tell(conn, event)
        [row] = await conn.fetch("SELECT body, sealed FROM outbox")
    assert b"Siti" not in row["body"] + row["sealed"]
    async with bus.relaying(), bus.hearing():
        await bus.quiet(1)
    assert await bus.count(uji.HEARER, "SELECT count(*) FROM effect WHERE what LIKE 'Siti %'") == 1


async def test_a_type_with_a_personal_part_is_heard_even_when_the_part_is_empty(bus: Bus) -> None:
    async with bus.relaying(), bus.hearing():
        async with bus.connection(uji.TELLER) as conn:
            await uji.tell(conn, uji.UjiNamed(aggregate_id=uuid7(), version=1))
        await bus.quiet(1)


async def test_a_transaction_rolled_back_tells_nothing(bus: Bus) -> None:
    async with bus.connection(uji.TELLER) as conn:
        transaction = conn.transaction()
        await transaction.start()
        await outbox.emit(conn, uji.counted())
        await transaction.rollback()
    assert await bus.unsent() == 0


async def test_sixteen_writers_with_delays_and_rollbacks_lose_and_double_nothing(bus: Bus) -> None:
    pool = await asyncpg.create_pool(bus.dsns[uji.TELLER], max_size=16)

    async def write(aggregate: int) -> None:
        aggregate_id, version = uuid7(), 0
        for _ in range(60):
            async with pool.acquire() as conn:
                transaction = conn.transaction()
                await transaction.start()
                event = uji.counted(version + 1, aggregate_id)
                await conn.execute(uji.INSERT_FACT, aggregate_id, version + 1)
                await outbox.emit(conn, event)
                await asyncio.sleep(random.random() / 100)
                if random.random() < 0.05:
                    await transaction.rollback()
                else:
                    await transaction.commit()
                    version += 1

    async with bus.relaying(), bus.hearing():
        await asyncio.gather(*map(write, range(16)))
        facts = await bus.facts()
        await bus.quiet(len(facts))
    effects = await bus.effects()
    assert sorted(effects) == sorted(facts)
    assert in_order(effects)
    await pool.close()


async def test_a_long_transaction_does_not_hold_up_the_others(bus: Bus) -> None:
    async with bus.relaying(), bus.hearing(), bus.connection(uji.TELLER) as slow:
        transaction = slow.transaction()
        await transaction.start()
        await outbox.emit(slow, uji.counted())
        async with bus.connection(uji.TELLER) as conn:
            for _ in range(20):
                await uji.tell(conn, uji.counted())
        await bus.quiet(20)
        await transaction.commit()
        await bus.quiet(21)


async def test_batches_of_one_reaction_keep_the_order(bus: Bus) -> None:
    one, other = uuid7(), uuid7()
    events: list[uji.Uji] = []
    for version in range(1, 101):
        events.append(uji.UjiSummed(aggregate_id=one, version=version))
        events.append(uji.counted(version, other))
    async with bus.connection(uji.TELLER) as conn:
        await uji.tell(conn, *events)
    async with bus.relaying(), bus.hearing():
        await bus.quiet(200)
    assert in_order(await bus.effects())


async def test_a_woken_relay_does_not_wait_for_its_next_look(
    bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.bus.relay.POLL_SECONDS", 5)
    waker = Waker(bus.dsns[uji.TELLER], uji.TELLER)
    await waker.start()
    waits = []
    async with bus.relaying(), bus.hearing(), bus.connection(uji.TELLER) as conn:
        for number in range(10):
            start = time.monotonic()
            await uji.tell(conn, uji.counted())
            waker.wake()
            await bus.quiet(number + 1)
            waits.append(time.monotonic() - start)
    await waker.stop()
    assert sorted(waits)[5] < 2


async def test_told_events_can_be_told_again_without_a_second_effect(bus: Bus) -> None:
    async with bus.relaying(), bus.hearing(), bus.connection(uji.TELLER) as conn:
        await uji.tell(conn, *(uji.counted() for _ in range(50)))
        await bus.quiet(50)
        assert await outbox.resend(conn, clock.now() - uji.HOUR) == 50
        await bus.quiet(50)
        await until(lambda: _empty(bus))
    assert len(await bus.effects()) == 50


async def _empty(bus: Bus) -> bool:
    return await bus.depth(uji.HEARER) == 0


async def test_old_rows_are_forgotten(bus: Bus) -> None:
    async with bus.connection(uji.TELLER) as conn:
        await uji.tell(conn, *(uji.counted() for _ in range(3)))
        await conn.execute("UPDATE outbox SET sent_at = now() - interval '8 days' WHERE id % 2 = 0")
        before = await conn.fetchval("SELECT count(*) FROM outbox WHERE sent_at IS NULL")
        await queries.prune_outbox(conn, uji.HOUR)
        assert await conn.fetchval("SELECT count(*) FROM outbox") == before
