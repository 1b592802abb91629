"""The broker goes away, hangs, or loses its queues: the rows wait, and all is told in the end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from yarl import URL

from shared.bus.connection import Broker
from shared.bus.errors import BrokerLost
from shared.bus.publisher import Message, Outcome, Publisher
from shared.ids import uuid7
from tests.shared.bus import uji
from tests.shared.bus.proxy import Proxy
from tests.shared.bus.running import Bus, in_order


@pytest.fixture
async def wire(bus: Bus, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Proxy]:
    """All parts of this process reach the broker through this wire."""
    proxy = Proxy(bus.servers.settings.amqp_port)
    await proxy.start()
    straight = bus.urls

    def through(name: str) -> list[str]:
        return [str(URL(url).with_port(proxy.port)) for url in straight(name)]

    monkeypatch.setattr(bus, "urls", through)
    settings = bus.environment

    def environment(name: str, **more: str) -> dict[str, str]:
        return settings(name, BROKER_URLS=",".join(through(name)), **more)

    monkeypatch.setattr(bus, "environment", environment)
    yield proxy
    await proxy.stop()


async def _assert_all_once(bus: Bus, number: int) -> None:
    effects = await bus.effects()
    assert sorted(effects) == sorted(await bus.facts())
    assert len(effects) == number
    assert in_order(effects)


async def _tell_for(bus: Bus, seconds: float) -> int:
    aggregate, version, ends = uuid7(), 0, time.monotonic() + seconds
    async with bus.connection(uji.TELLER) as conn:
        while time.monotonic() < ends:
            version += 1
            await uji.tell(conn, uji.counted(version, aggregate))
            await asyncio.sleep(0.002)
    return version


async def test_connections_cut_again_and_again(bus: Bus, wire: Proxy) -> None:
    async with bus.relaying(), bus.hearing():
        telling = asyncio.create_task(_tell_for(bus, 4))
        for _ in range(8):
            await asyncio.sleep(0.45)
            assert wire.cut() > 0
        number = await telling
        await bus.quiet(number)
    await _assert_all_once(bus, number)


async def test_a_broker_that_is_away_for_a_while(bus: Bus, wire: Proxy) -> None:
    async with bus.relaying(), bus.hearing():
        await wire.refuse()
        number = await _tell_for(bus, 2)
        assert await bus.unsent() == number
        await wire.start()
        await bus.quiet(number)
    await _assert_all_once(bus, number)


async def test_a_frozen_broker_costs_one_timeout_where_another_host_answers(
    bus: Bus, wire: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = [*bus.urls(uji.TELLER), bus.servers.broker_url(uji.TELLER)]
    monkeypatch.setattr(bus, "urls", lambda _: two)
    monkeypatch.setattr("random.randrange", lambda _: 0)
    async with bus.relaying(), bus.connection(uji.TELLER) as conn:
        await uji.tell(conn, uji.counted())
        await bus.quiet(0)
        wire.freeze()
        start = time.monotonic()
        await uji.tell(conn, uji.counted())
        await bus.quiet(0)
        assert time.monotonic() - start < 15
        wire.thaw()


async def test_a_broker_restarts(bus: Bus) -> None:
    async with bus.relaying(), bus.hearing():
        first = await _tell_for(bus, 0.5)
        restart = asyncio.create_task(bus.servers.rabbitmq.restart())
        second = await _tell_for(bus, 2)
        await restart
        await bus.quiet(first + second)
    await _assert_all_once(bus, first + second)


async def test_what_a_deleted_queue_lost_is_told_again(bus: Bus) -> None:
    """The other hearer's queue takes the events, so the broker confirms them all the same."""
    async with (
        bus.relaying(), bus.relaying(uji.HEARER), bus.hearing(uji.TELLER), bus.hearing(),
        bus.connection(uji.TELLER) as conn,
    ):  # fmt: skip
        await uji.tell(conn, uji.counted())
        await bus.quiet(1)
        async with bus.channel() as channel:
            await channel.queue_delete(uji.HEARER)
        await uji.tell(conn, *(uji.counted() for _ in range(20)))
        await bus.quiet(21)
    assert len(set(await bus.effects())) == len(await bus.effects()) == 21


async def test_events_wait_for_their_only_hearers_queue(bus: Bus) -> None:
    async with bus.relaying(), bus.hearing(), bus.connection(uji.TELLER) as conn:
        await uji.tell(conn, uji.counted())
        await bus.quiet(1)
        await bus.unbind([uji.SECOND])
        async with bus.channel() as channel:
            await channel.queue_delete(uji.HEARER)
        await uji.tell(conn, *(uji.counted() for _ in range(20)))
        await bus.quiet(21)


async def test_a_burst_is_confirmed_message_by_message(bus: Bus) -> None:
    publisher = Publisher(Broker(bus.urls(uji.TELLER), "test"))
    event = uji.counted()

    def message(key: str, size: int = 10) -> Message:
        return Message("events", key, b"x" * size, str(uuid7()), "x")

    heard, unheard = event.routing_key(), "registration.nobody.heard.v1"
    mixed = [message(heard), message(unheard), message(heard, 500_000), message(heard, 0)]
    assert await publisher.publish(mixed) == [
        Outcome.CONFIRMED,
        Outcome.REFUSED,
        Outcome.CONFIRMED,
        Outcome.CONFIRMED,
    ]
    many = [message(heard) for _ in range(1000)]
    assert set(await publisher.publish(many)) == {Outcome.CONFIRMED}
    await publisher.close()


async def test_a_host_that_does_not_answer_is_said_to_be_lost(bus: Bus) -> None:
    broker = Broker(["amqp://nobody:x@127.0.0.1:1/x"], "test")
    with pytest.raises(BrokerLost):
        await broker.channel()
    await broker.close()
