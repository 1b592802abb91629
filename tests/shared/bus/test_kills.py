"""Processes killed or frozen at every named place: nothing is lost, nothing is there twice."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from shared.bus import queries
from shared.bus.connection import Broker
from shared.bus.consumer import MOST_SUSPECT_ATTEMPTS
from shared.bus.intake import Ack, Delivery, Intake
from shared.ids import uuid7
from tests.shared.bus import uji
from tests.shared.bus.running import Bus, in_order, until

EVENTS, AGGREGATES, FULL = 2000, 20, 200
LIST_TOLD = "SELECT event_id FROM outbox ORDER BY id"


async def _tell(bus: Bus, number: int = EVENTS) -> None:
    aggregates = [uuid7() for _ in range(AGGREGATES)]
    async with bus.connection(uji.TELLER) as conn:
        for version in range(1, number // AGGREGATES + 1):
            await uji.tell(conn, *(uji.counted(version, one) for one in aggregates))


async def _assert_all_once(bus: Bus) -> None:
    effects, facts = await bus.effects(), await bus.facts()
    assert len(effects) == len(set(effects)) == len(facts)
    assert set(effects) == set(facts)
    assert in_order(effects)


@pytest.mark.parametrize(
    "failpoint",
    [
        "relay.before_publish:kill:3",
        "relay.mid_batch:kill:3",
        "relay.after_publish:kill:3",
        "relay.after_confirm:kill:3",
    ],
)
async def test_a_relay_is_killed(bus: Bus, failpoint: str) -> None:
    await _tell(bus)
    async with bus.hearing():
        killed = await bus.start(uji.TELLER, failpoint)
        assert await killed.wait() == -signal.SIGKILL
        assert await bus.unsent() > 0
        await bus.start(uji.TELLER)
        await bus.quiet(EVENTS)
    await _assert_all_once(bus)


@pytest.mark.parametrize(
    "failpoint",
    [
        "inbox.before:kill:4",
        "inbox.inside:kill:4",
        "inbox.after_commit:kill:4",
        "inbox.after_ack:kill:4",
    ],
)
async def test_a_hearer_is_killed(bus: Bus, failpoint: str) -> None:
    await _tell(bus)
    async with bus.relaying():
        killed = await bus.start(uji.HEARER, failpoint)
        assert await killed.wait() == -signal.SIGKILL
        await bus.start(uji.HEARER)
        await bus.quiet(EVENTS)
    await _assert_all_once(bus)


async def test_a_hearer_that_keeps_dying_on_one_event_parks_it_and_no_other(bus: Bus) -> None:
    events = [uji.counted() for _ in range(40)]
    events[17] = uji.counted(sting="kill")
    async with bus.connection(uji.TELLER) as conn:
        await uji.tell(conn, *events)
    async with bus.relaying():
        kills = 0
        while True:
            hearer = await bus.start(uji.HEARER)
            quiet = asyncio.create_task(bus.quiet(39))
            died = asyncio.create_task(hearer.wait())
            await asyncio.wait([quiet, died], return_when=asyncio.FIRST_COMPLETED)
            quiet.cancel()
            if not died.done():
                break
            kills += 1
            assert kills < MOST_SUSPECT_ATTEMPTS + 5
        died.cancel()
    async with bus.connection(uji.HEARER) as conn:
        [parked] = await queries.list_parked(conn)
    assert parked.reason == "the process died on it"


async def test_a_hearer_told_to_stop_finishes_what_it_has_and_the_next_goes_on(bus: Bus) -> None:
    await _tell(bus)
    async with bus.relaying():
        hearer = await bus.start(uji.HEARER)
        await until(lambda: _some_effect(bus))
        hearer.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(hearer.wait(), 10) == 0
        await bus.start(uji.HEARER)
        await bus.quiet(EVENTS)
    await _assert_all_once(bus)


async def test_what_an_intake_gives_back_comes_again_in_its_order(bus: Bus) -> None:
    await _tell(bus)
    async with bus.relaying():
        await until(lambda: _all_told(bus))
    # A full batch acknowledged brings as many more on their way: that is the moment to leave.
    seen: dict[str, None] = {}
    for _ in range(3):
        await _take(bus, seen, lambda batch: batch == FULL)
    await _take(bus, seen, lambda _: len(seen) == EVENTS)
    async with bus.connection(uji.TELLER) as conn:
        told = [str(row["event_id"]) for row in await conn.fetch(LIST_TOLD)]
    assert list(seen) == told


async def _take(bus: Bus, seen: dict[str, None], enough: Callable[[int], bool]) -> None:
    broker = Broker(bus.urls(uji.HEARER), "test")

    async def settle(batch: list[Delivery], ack: Ack) -> None:
        # Each where it came first: an acknowledgement can be lost when the channel closes.
        seen.update(dict.fromkeys(one.message_id for one in batch))
        await asyncio.sleep(0.05)
        await ack(batch[-1])
        if enough(len(batch)):
            intake.stop()

    async def ready() -> None:
        pass

    intake = Intake(broker, uji.HEARER, settle, ready, ready, batch=FULL)
    await asyncio.wait_for(intake.run(), 30)
    await broker.close()


async def _all_told(bus: Bus) -> bool:
    return await bus.unsent() == 0


async def _some_effect(bus: Bus) -> bool:
    return await bus.count(uji.HEARER, "SELECT count(*) FROM effect") > 0


async def test_of_two_relays_one_works_and_the_other_takes_over_at_once(bus: Bus) -> None:
    first = await bus.start(uji.TELLER)
    async with bus.hearing():
        await _tell(bus, 400)
        await bus.quiet(400)
        async with bus.relaying() as second:
            await asyncio.sleep(0.5)
            assert not second.leading
            await _tell(bus, 400)
            first.kill()
            await bus.quiet(800)
            assert second.leading
    await _assert_all_once(bus)


async def test_a_relay_frozen_past_its_lease_does_no_harm(
    bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _tell(bus, 400)
    async with bus.hearing():
        frozen = await bus.start(uji.TELLER, "relay.before_publish:sleep:4")
        await _until_leased(bus)
        async with bus.connection(uji.TELLER) as conn:
            await conn.execute("UPDATE relay_lease SET held_until = now()")
        async with bus.relaying():
            await bus.quiet(400)
            await _tell(bus, 400)
            await bus.quiet(800)
            await asyncio.sleep(3)
            assert frozen.returncode is None
    await _assert_all_once(bus)


async def _until_leased(bus: Bus) -> None:
    while not await bus.count(uji.TELLER, "SELECT count(*) FROM relay_lease"):
        await asyncio.sleep(0.05)


async def test_a_lease_belongs_to_one_until_it_ends(bus: Bus) -> None:
    one, other, length = uuid4(), uuid4(), timedelta(seconds=5)
    async with bus.connection(uji.TELLER) as conn, bus.connection(uji.TELLER) as second:
        assert await queries.take_lease(conn, "x", one, length)
        assert not await queries.take_lease(second, "x", other, length)
        assert await queries.take_lease(conn, "x", one, length)
        await queries.drop_lease(conn, "x", one)
        assert await queries.take_lease(second, "x", other, length)
    async with bus.connection(uji.TELLER) as conn:
        assert await queries.take_lease(conn, "x", one, length), "its backend is gone"


async def test_a_relay_leaves_what_is_refused_and_tells_the_rest_in_order(bus: Bus) -> None:
    shy = uuid7()
    unheard = uji.UjiUnheard(aggregate_id=shy, version=1)
    async with bus.connection(uji.TELLER) as conn:
        await uji.tell(conn, unheard, uji.counted(2, shy), uji.counted())
        async with bus.relaying(), bus.hearing():
            await asyncio.sleep(1)
            # What was in one burst with the refused one is out; what comes later waits.
            await uji.tell(conn, uji.counted(3, shy), *(uji.counted() for _ in range(10)))
            await asyncio.sleep(0.5)
            assert await bus.unsent() == 2
    assert (shy, 3) not in await bus.effects()
