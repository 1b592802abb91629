"""What arrives wrong, twice, too early, or while the database is away."""

from __future__ import annotations

import asyncio

import asyncpg
import pytest
from pamqp.commands import Basic

from shared.bus import parking, queries
from shared.bus.connection import Broker
from shared.bus.publisher import Message, Outcome, Publisher
from shared.db import Database, make_pool
from shared.events.envelope import to_row
from shared.ids import uuid7
from tests.shared.bus import uji
from tests.shared.bus.running import Bus, in_order, until


async def _publish(bus: Bus, *messages: Message) -> None:
    publisher = Publisher(Broker(bus.urls(uji.TELLER), "test"))
    for message in messages:
        assert await publisher.publish([message]) == [Outcome.CONFIRMED]
    await publisher.close()


def _message(body: bytes, name: str = "") -> Message:
    key = uji.counted().routing_key()
    return Message("events", key, body, name or str(uuid7()), "registration.uji.counted.v1")


async def _parked(bus: Bus) -> list[queries.ParkedRow]:
    async with bus.connection(uji.HEARER) as conn:
        return await queries.list_parked(conn)


async def test_the_same_event_three_times_has_one_effect(bus: Bus) -> None:
    rows = [to_row(uji.counted()) for _ in range(300)]
    messages = [_message(row.body, str(row.event_id)) for row in rows for _ in range(3)]
    async with bus.hearing(), bus.hearing():
        publishers = [Publisher(Broker(bus.urls(uji.TELLER), "test")) for _ in range(3)]
        for start, publisher in enumerate(publishers):
            await publisher.publish(messages[start::3])
            await publisher.close()
        await bus.quiet(300)
        await _until_empty(bus)
    assert len(await bus.effects()) == 300


async def _until_empty(bus: Bus) -> None:
    async def empty() -> bool:
        return await bus.depth(uji.HEARER) == 0

    await until(empty)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"{not json", "JSONDecodeError"),
        (b"[]", "TypeError"),
        (b'{"type": "registration.uji.counted.v1", "data": {}}', "missing or unknown: 'id'"),
        (b'{"id": "no uuid", "type": "registration.uji.counted.v1"}', "ValueError"),
        (
            b'{"id": "0190d6b4-0000-7000-8000-000000000000",'
            b' "type": "registration.uji.counted.v9"}',
            "missing or unknown: 'registration.uji.counted.v9'",
        ),
        (b'{"id": "' + b"x" * 10_000_000 + b'"}', "too large: 10000010 bytes"),
    ],
    ids=["bad JSON", "not an object", "no id", "id no uuid", "unknown version", "10 MB"],
)
async def test_poison_is_parked_and_its_neighbours_have_their_effect(
    bus: Bus, body: bytes, reason: str
) -> None:
    before, after = (to_row(uji.counted()) for _ in range(2))
    async with bus.hearing():
        await _publish(
            bus,
            _message(before.body, str(before.event_id)),
            _message(body),
            _message(after.body, str(after.event_id)),
        )
        await bus.quiet(2)
        await _until_empty(bus)
    [parked] = await _parked(bus)
    assert parked.reason == reason
    assert len(await bus.effects()) == 2


async def test_one_in_a_hundred_fails_and_all_others_have_their_effect(
    bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parking, "MOST_ATTEMPTS", 2)
    events = [uji.counted(sting="raise" if n % 100 == 50 else "") for n in range(1000)]
    async with bus.connection(uji.TELLER) as conn:
        await uji.tell(conn, *events)
    async with bus.relaying(), bus.hearing():
        await bus.quiet(990)

        async def all_parked() -> bool:
            return len(await _parked(bus)) == 10

        await until(all_parked)
    assert all("ValueError in on_uji_counted" in row.reason for row in await _parked(bus))
    assert all("Siti" not in row.reason for row in await _parked(bus))
    assert len(await bus.effects()) == 990


async def test_a_batch_reaction_that_fails_gets_its_events_one_by_one(
    bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parking, "MOST_ATTEMPTS", 1)
    one = uuid7()
    events = [
        uji.UjiSummed(aggregate_id=one, version=n, sting="x" if n in {3, 60} else "")
        for n in range(1, 101)
    ]
    async with bus.connection(uji.TELLER) as conn:
        await uji.tell(conn, *events)
    async with bus.relaying(), bus.hearing():
        await bus.quiet(98)
    assert in_order(await bus.effects())
    assert len(await _parked(bus)) == 2


async def test_not_yet_comes_back_later_without_being_a_fault(bus: Bus) -> None:
    async with bus.connection(uji.TELLER) as conn:
        await uji.tell(conn, uji.counted(sting="retry"), uji.counted())
    async with bus.relaying(), bus.hearing():
        await bus.quiet(2)
    assert await _parked(bus) == []


async def test_a_parked_message_is_given_back_by_an_operator(
    bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parking, "MOST_ATTEMPTS", 1)
    event = uji.counted(sting="raise")
    async with bus.connection(uji.TELLER) as conn:
        await uji.tell(conn, event)

    async def parked() -> bool:
        return len(await _parked(bus)) == 1

    async with bus.relaying(), bus.hearing():
        await until(parked)
        [row] = await _parked(bus)
        pool = await make_pool(bus.dsns[uji.HEARER])
        publisher = Publisher(Broker(bus.urls(uji.HEARER), "test"))
        given = await parking.release(Database(pool), publisher, uji.HEARER, [row.event_id, "no"])
        assert given == 1
        await until(parked)
        await publisher.close()
        pool.terminate()


async def test_what_the_broker_gives_up_is_parked_too(bus: Bus) -> None:
    row = to_row(uji.counted())
    await _publish(bus, _message(row.body, str(row.event_id)))
    async with bus.channel() as channel:
        message = await channel.basic_get(uji.HEARER)
        assert isinstance(message.delivery, Basic.GetOk)
        await channel.basic_nack(message.delivery_tag or 0, requeue=False)

    async def parked() -> bool:
        return len(await _parked(bus)) == 1

    async with bus.hearing():
        await until(parked)
    [found] = await _parked(bus)
    assert found.event_id == str(row.event_id)
    assert found.reason == "broker: rejected"


async def test_every_backend_ended_burns_no_attempt(bus: Bus) -> None:
    async def cut() -> None:
        conn = await asyncpg.connect(bus.servers.database_url("postgres"))
        for _ in range(8):
            await conn.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'uji_%'"
            )
            await asyncio.sleep(0.2)
        await conn.close()

    aggregate = uuid7()
    async with bus.connection(uji.TELLER) as conn:
        await uji.tell(conn, *(uji.counted(n, aggregate) for n in range(1, 3001)))
    async with bus.relaying(), bus.hearing():
        await cut()
        await bus.quiet(3000)
    assert await _parked(bus) == []
    assert await bus.effects() == [(aggregate, n) for n in range(1, 3001)]


async def test_a_slow_reaction_ends_and_its_neighbours_go_on(
    bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.bus.inbox.BATCH_SECONDS", 0.3)
    async with bus.connection(uji.TELLER) as conn:
        await uji.tell(conn, uji.counted(), uji.counted(sting="slow"), uji.counted())
    async with bus.relaying(), bus.hearing():
        await bus.quiet(2)
