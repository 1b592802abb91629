"""An outside system that has only what was published and its secret."""

import asyncio
import importlib.util
import json
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import aio_pika
import pytest
from aiormq.exceptions import ChannelAccessRefused
from yarl import URL

from services.notifier.langganan import actions
from services.notifier.langganan.broker import broker_api
from services.notifier.langganan.models import LanggananForm
from services.notifier.langganan.putar_ulang import putar_ulang
from services.notifier.langganan.queries import find_langganan
from services.notifier.peristiwa.salurkan import salurkan
from shared.events.envelope import to_row
from shared.events.registration import PermohonanApproved, PermohonanCancelled
from shared.ids import uuid7
from tests.house.tree import ROOT
from tests.notifier import facts
from tests.notifier.test_pengingat import officer

MANY = 2000
ASKED, PATIENCE = 5, 3.0
KIND = "registration.permohonan.approved.v1"
OTHER = "registration.permohonan.cancelled.v1"
SPEC = importlib.util.spec_from_file_location("contoh", ROOT / "docs/contoh/langganan.py")
assert SPEC is not None
contoh = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(contoh)


async def until(what, within=60.0):
    end = asyncio.get_running_loop().time() + within
    while not (found := what()):
        assert asyncio.get_running_loop().time() < end
        await asyncio.sleep(0.05)
    return found


@asynccontextmanager
async def running(work):
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        await end(task)


async def end(task):
    """Ends it within seconds: Python 3.11's wait_for may swallow a cancel, so it is asked again."""
    for _ in range(ASKED):
        task.cancel()
        done, _ = await asyncio.wait({task}, timeout=PATIENCE)
        if done:
            return
    raise AssertionError(f"does not end: {task}")


@asynccontextmanager
async def teller(servers):
    """Publishes as registration's relay does."""
    url = servers.broker_url("operator")
    async with await aio_pika.connect(url) as connection:
        channel = await connection.channel()
        exchange = await channel.get_exchange("events", ensure=False)

        async def tell(tujuan, kind=PermohonanApproved, asal=facts.KLATEN):
            event = facts.about_permohonan(
                kind, uuid7(), kode_wilayah_tujuan=tujuan, kode_wilayah_asal=asal
            )
            row = to_row(event)
            message = aio_pika.Message(row.body, message_id=str(row.event_id), type=row.type)
            await exchange.publish(message, routing_key=row.routing_key)
            return str(row.event_id)

        yield tell


@pytest.fixture
async def settings(migrated):
    return migrated.settings("notifier")


@pytest.fixture
async def subscribe(database, settings):
    """Makes subscribers as the Ministry's page does, and removes them again."""
    made = []
    async with broker_api(settings.broker_api_url) as api:

        async def one(wilayah=("34.02",), jenis=(KIND,)):
            form = LanggananForm(
                nama="Sistem Uji", tujuan="Menguji langganan", wilayah=list(wilayah),
                jenis=list(jenis),
            )  # fmt: skip
            who = officer("petugas_kementerian", "")
            told = await actions.create_langganan(
                database, api, who, form, settings.integrator_public_url
            )
            made.append(told.id)
            return told

        one.api = api
        yield one
        # Revoking would close late connections twice more, seconds apart: here nobody is left.
        async with database.connection() as conn:
            for langganan_id in made:
                if known := await find_langganan(conn, langganan_id):
                    await api.remove(known)


def client(told):
    return contoh.Langganan(told.alamat, told.pengguna, told.rahasia, told.antrean)


async def test_it_gets_exactly_its_events_and_none_is_lost_when_the_broker_falls(
    servers, database, settings, subscribe
) -> None:
    told, got = await subscribe(), []

    async def take(event):
        got.append(event["id"])

    async with running(salurkan(database, settings)), running(client(told).dengarkan(take)):
        async with teller(servers) as tell:
            mine = [await tell(facts.BANTUL), await tell("31.74.01.1001", asal="34.02.08.2001")]
            await tell("31.71.01.1001")
            await tell("33.10.20.2001", asal="33.74.01.1001")
            await tell(facts.BANTUL, PermohonanCancelled)
            await until(lambda: set(got) == set(mine))
        await servers.rabbitmq.restart()
        async with teller(servers) as tell:
            mine += [await tell(facts.BANTUL) for _ in range(20)]
        await until(lambda: set(got) == set(mine), 90)
    rows = await database.pool.fetch("SELECT event_id FROM peristiwa")
    assert {str(row["event_id"]) for row in rows} > set(mine)


async def test_it_is_refused_what_is_not_its(servers, subscribe) -> None:
    told = await subscribe()
    url = URL(told.alamat).with_user(told.pengguna).with_password(told.rahasia)
    narrower = f"{KIND}.34.02.33.10"
    for key in ("#", f"{KIND}.#", f"{KIND}.31.71.*.*", f"{OTHER}.34.02.*.*", "*.*.*.*.34.02.*.*"):
        async with await aio_pika.connect(url) as connection:
            channel = await connection.channel()
            queue = await channel.get_queue(told.antrean, ensure=False)
            with pytest.raises(ChannelAccessRefused):
                await queue.bind("events", routing_key=key)
    async with await aio_pika.connect(url) as connection:
        channel = await connection.channel()
        queue = await channel.get_queue(told.antrean, ensure=False)
        await queue.bind("events", routing_key=narrower)
    for act in (
        lambda ch: ch.declare_queue("lain"),
        lambda ch: ch.declare_queue("peristiwa", passive=True),
    ):
        async with await aio_pika.connect(url) as connection:
            channel = await connection.channel()
            try:
                queue = await act(channel)
                with pytest.raises(ChannelAccessRefused):
                    await queue.consume(print, arguments={"x-stream-offset": "first"})
            except ChannelAccessRefused:
                pass
    inner = URL(servers.broker_url("operator")).path
    with pytest.raises(aio_pika.exceptions.AMQPError):
        await aio_pika.connect(url.with_path(inner))


async def test_the_past_comes_again_for_its_areas_only(
    servers, database, settings, subscribe
) -> None:
    async with (
        running(salurkan(database, settings)), running(putar_ulang(database, settings)),
        teller(servers) as tell,
    ):  # fmt: skip
        before = datetime.now(UTC) - timedelta(seconds=1)
        first = await tell(facts.BANTUL)
        await until_kept(database, first)
        foreign = await tell("31.71.01.1001")
        await until_kept(database, foreign)
        # The past comes in its order: had the foreign one come, it would be before the last.
        last = await tell(facts.BANTUL)
        await until_kept(database, last)
        told, got = await subscribe(), []

        async def take(event):
            got.append(event["id"])

        async with running(client(told).dengarkan(take)):
            await client(told).minta_ulang(before.isoformat())
            await until(lambda: {first, last} <= set(got))
            assert foreign not in got
        # Nobody asks in another's name.
        other = await subscribe()
        liar = contoh.Langganan(told.alamat, told.pengguna, told.rahasia, told.antrean)
        liar.pengguna = other.pengguna
        with pytest.raises(aio_pika.exceptions.AMQPError):
            await liar.minta_ulang(before.isoformat())


async def test_the_past_comes_again_from_an_offset(servers, database, settings, subscribe) -> None:
    async with (
        running(salurkan(database, settings)), running(putar_ulang(database, settings)),
        teller(servers) as tell,
    ):  # fmt: skip
        before = datetime.now(UTC) - timedelta(seconds=1)
        mine = [await tell(facts.BANTUL) for _ in range(4)]
        await until_kept(database, mine[-1])
        told = await subscribe()
        await client(told).minta_ulang(before.isoformat())
        offsets = await taken(told, mine)
        await client(told).minta_ulang(offset=offsets[mine[2]])
        assert list(await taken(told, mine[2:])) == mine[2:]
        # What is neither time nor number brings nothing and harms nobody.
        await client(told).minta_ulang(offset=-1)
        await client(told).minta_ulang("kemarin")
        await client(told).minta_ulang(offset=offsets[mine[3]])
        assert list(await taken(told, mine[3:])) == mine[3:]


async def taken(told, wanted):
    """Takes from the queue until these have come, and returns the offset of each by its id."""
    got = {}
    async with await aio_pika.connect(client(told).url) as connection:
        queue = await (await connection.channel()).get_queue(told.antrean, ensure=False)
        async with asyncio.timeout(60), queue.iterator() as messages:
            async for message in messages:
                await message.ack()
                # What came live has none.
                if "x-offset" in message.headers:
                    got[json.loads(message.body)["id"]] = message.headers["x-offset"]
                if set(wanted) <= set(got):
                    return got
    raise AssertionError("the queue ended")


async def until_kept(database, event_id) -> None:
    for _ in range(600):
        if await database.pool.fetchval("SELECT 1 FROM peristiwa WHERE event_id = $1", event_id):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("not carried over")


async def test_a_new_secret_shuts_the_old_one_out_and_a_revoked_one_is_gone(
    database, settings, subscribe
) -> None:
    told = await subscribe()
    old = URL(told.alamat).with_user(told.pengguna).with_password(told.rahasia)
    new = await actions.rotate_langganan(database, subscribe.api, told.id, told.alamat)
    with pytest.raises(aio_pika.exceptions.AMQPError):
        await aio_pika.connect(old)
    async with await aio_pika.connect(old.with_password(new.rahasia)):
        pass
    await actions.revoke_langganan(database, subscribe.api, told.id)
    with pytest.raises(aio_pika.exceptions.AMQPError):
        await aio_pika.connect(old.with_password(new.rahasia))
    assert told.antrean not in await subscribe.api.queues()


async def test_a_sleeping_subscriber_keeps_no_more_than_its_cap(subscribe, settings) -> None:
    told = await subscribe()
    policy = {}
    for _ in range(100):
        # The broker counts a new queue a moment later.
        found = (await subscribe.api.queues())[told.antrean]
        if policy := found.get("effective_policy_definition", {}):
            break
        await asyncio.sleep(0.2)
    assert policy["max-length"] == 100_000
    assert policy["overflow"] == "drop-head"
    assert {"max-length-bytes", "message-ttl", "expires"} <= policy.keys()


async def test_a_sleeping_subscriber_over_its_cap_harms_nobody(
    servers, database, settings, subscribe
) -> None:
    asleep, awake, got = await subscribe(), await subscribe(), []
    cap = {
        "pattern": f"^{asleep.antrean}$", "apply-to": "queues", "priority": 20,
        "definition": {"max-length": 100, "overflow": "drop-head"},
    }  # fmt: skip
    await subscribe.api._ask("PUT", f"policies/integrator/{asleep.pengguna}", cap)

    async def take(event):
        got.append(event["id"])

    async with (
        running(salurkan(database, settings)), running(client(awake).dengarkan(take)),
        teller(servers) as tell,
    ):  # fmt: skip
        told = [await tell(facts.BANTUL) for _ in range(MANY)]
        await until(lambda: set(told) <= set(got), 120)
    url = URL(asleep.alamat).with_user(asleep.pengguna).with_password(asleep.rahasia)
    async with await aio_pika.connect(url) as connection:
        queue = await (await connection.channel()).declare_queue(asleep.antrean, passive=True)
        assert 0 < queue.declaration_result.message_count <= 100
