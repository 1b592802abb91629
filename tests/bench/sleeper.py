"""N-sleeper: what others feel of a subscriber that reads nothing while a million events come.

The events are published straight to the subscribers' exchange; what is timed is the whole way of
another one, from a commit in registration to the call of somebody's webhook, before and after.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from statistics import median

import aio_pika
from aiohttp import ClientSession

from deploy.local.environment import INTEGRATOR, broker_url
from deploy.rabbitmq.integrator import MOST_MESSAGES
from services.notifier.langganan import rules
from services.notifier.langganan.actions import create_langganan
from services.notifier.langganan.broker import broker_api
from services.notifier.langganan.models import LanggananForm
from services.notifier.settings import NotifierSettings
from shared.db import Connection
from shared.events.registration import PermohonanSubmitted
from shared.ids import uuid7
from shared.policy import PETUGAS_KEMENTERIAN
from tests.bench import fanout
from tests.bench.backlog import submitted
from tests.bench.load import new_client
from tests.bench.plan import Bench
from tests.bench.report import Line, at_most
from tests.faults.people import principal

GOAL = 1.5
TIMES = 60
FIRST = 3_000_000
KEY = "registration.permohonan.submitted.v1.34.02.33.10"
BODY = bytes(600)


async def measure(bench: Bench) -> list[Line]:
    """Return an event's way to a webhook beside the sleeper, of that without one; what is kept."""
    bench.settings("notifier")
    numbers = itertools.count(FIRST)
    times = min(TIMES, bench.plan.letters)
    async with (
        bench.superuser() as conn, new_client(4) as client, fanout.receiver(bench) as url,
    ):  # fmt: skip
        await bench.until_count(conn, fanout.COUNT_CARRIED, 0)
        await fanout.make_webhooks(bench, url, 1)
        before = [await _once(bench, conn, client, url, numbers) for _ in range(times)]
        queue = await _fall_asleep(bench)
        kept = await _pour(bench, queue, bench.plan.slept)
        after = [await _once(bench, conn, client, url, numbers) for _ in range(times)]
    bench.tell(
        f"N sleeper: {bench.plan.slept} events poured, {kept} kept; an event's way "
        f"{median(before) * 1000:.1f} ms before, {median(after) * 1000:.1f} ms after"
    )
    return [
        at_most("N-sleeper", median(after) / median(before), "× an event's way without it", GOAL),
        at_most("N-sleeper-kept", kept, "events kept for a sleeper", MOST_MESSAGES),
    ]


async def _once(
    bench: Bench, conn: Connection, client: ClientSession, url: str, numbers: Iterator[int]
) -> float:
    """Return the seconds from a commit to the call."""
    wanted = await fanout.taken(client, url) + 1
    began = await fanout.tell(bench, conn, submitted(bench, 1, next(numbers)))
    while await fanout.taken(client, url) < wanted:
        pass
    return time.monotonic() - began


async def _fall_asleep(bench: Bench) -> str:
    """Return the queue of a subscriber who never reads it."""
    settings = bench.settings("notifier")
    assert isinstance(settings, NotifierSettings)
    who = principal(PETUGAS_KEMENTERIAN, "", uuid7(), "Petugas Uji")
    form = LanggananForm(
        nama="Sistem tidur", tujuan="Tidak membaca apa pun", wilayah=["34.02"],
        jenis=[PermohonanSubmitted.type_name()],
    )  # fmt: skip
    async with broker_api(settings.broker_api_url) as api, bench.database("notifier", 1) as own:
        told = await create_langganan(own, api, who, form, "")
    return told.antrean


async def _pour(bench: Bench, queue: str, count: int) -> int:
    """Publish events to the subscribers and return how many the queue keeps."""
    servers = bench.system.servers
    url = broker_url(servers.settings, servers.secrets, "operator", INTEGRATOR)
    async with await aio_pika.connect(url) as connection:
        channel = await connection.channel(publisher_confirms=False)
        exchange = await channel.get_exchange(rules.EXCHANGE, ensure=False)
        for number in range(count):
            message = aio_pika.Message(BODY, message_id=str(number))
            await exchange.publish(message, KEY)
        found = await channel.declare_queue(queue, passive=True)
        return int(found.declaration_result.message_count or 0)
