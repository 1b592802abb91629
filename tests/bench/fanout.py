"""N: one commit of events to mail, in-app and 100 webhooks, against the bare clients.

The bare SMTP client hands letters of the same size to the same sink over one connection, as ours
does; the bare HTTP client posts bodies of the same size to the same receiver. Neither renders,
opens a seal, signs, nor notes what it did.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from email.message import EmailMessage
from uuid import UUID

from aiohttp import ClientSession
from aiosmtplib import SMTP

from deploy.local.environment import python_environment
from services.notifier.webhook import actions
from services.notifier.webhook.models import WebhookForm
from shared.bus import outbox, queries
from shared.bus.waker import channel_of
from shared.db import Connection
from shared.events.envelope import Event
from shared.events.registration import PermohonanSubmitted
from shared.ids import uuid7
from shared.policy import PETUGAS_KEMENTERIAN
from tests.bench.backlog import submitted
from tests.bench.load import new_client
from tests.bench.plan import Bench
from tests.bench.report import Line, at_least, ratio
from tests.faults.people import principal

WEBHOOKS = 100
CLIENTS = 64
LETTER, BODY = "x" * 4000, bytes(900)
GOAL = 0.25
FIRST = 1_000_000
COUNT_SENT = "SELECT count(*) FROM notifier.surat WHERE state = 'sent'"
COUNT_NOTICES = "SELECT count(*) FROM notifier.pemberitahuan"
# What was told before must not come to webhooks that are made now.
COUNT_CARRIED = """
SELECT (SELECT count(*) FROM notifier.peristiwa WHERE type = 'registration.permohonan.submitted.v1')
    - (SELECT count(*) FROM registration.outbox WHERE type = 'registration.permohonan.submitted.v1')
"""


async def measure(bench: Bench) -> list[Line]:
    """Return letters, notices and calls a second against those of the bare clients."""
    bench.settings("notifier")
    plan = bench.plan
    numbers = itertools.count(FIRST, plan.letters + plan.fanned)
    mail, inapp, calls = [], [], []
    bare_mail, bare_http = [], []
    async with bench.superuser() as conn, new_client(CLIENTS) as client, receiver(bench) as url:
        for _ in range(plan.rounds):
            await bench.quiet()
            bare_mail.append(await _bare_mail(bench, plan.letters))
            bare_http.append(await _bare_http(client, url, plan.fanned * WEBHOOKS))
            start = next(numbers)
            told = await _to_people(bench, conn, submitted(bench, plan.letters, start))
            inapp.append(told[0])
            mail.append(told[1])
            await bench.quiet()
            fanned = submitted(bench, plan.fanned, start + plan.letters)
            calls.append(await _to_webhooks(bench, conn, client, url, fanned))
            bench.tell(
                f"N round: {mail[-1]:.0f} letters/s, bare {bare_mail[-1]:.0f}; {inapp[-1]:.0f} "
                f"notices/s; {calls[-1]:.0f} calls/s, bare {bare_http[-1]:.0f}"
            )
    return [
        at_least("N-mail", ratio(mail, bare_mail), "× the bare SMTP client's letters", GOAL),
        at_least("N-inapp", ratio(inapp, bare_http), "× the bare HTTP client's posts", GOAL),
        at_least("N-webhook", ratio(calls, bare_http), "× the bare HTTP client's posts", GOAL),
    ]


async def _bare_mail(bench: Bench, count: int) -> float:
    message = EmailMessage()
    message["From"], message["To"] = "uji@contoh.id", "siti@contoh.id"
    message["Subject"] = "Uji"
    message.set_content(LETTER)
    async with SMTP(hostname="127.0.0.1", port=bench.system.settings.smtp_port) as smtp:
        began = time.monotonic()
        for _ in range(count):
            await smtp.send_message(message)
        return count / (time.monotonic() - began)


async def _bare_http(client: ClientSession, url: str, count: int) -> float:
    left = itertools.count()

    async def post() -> None:
        while next(left) < count:
            async with client.post(url, data=BODY) as answer:
                await answer.read()

    began = time.monotonic()
    await asyncio.gather(*(post() for _ in range(CLIENTS)))
    return count / (time.monotonic() - began)


async def _to_people(
    bench: Bench, conn: Connection, events: Sequence[Event]
) -> tuple[float, float]:
    """Return notices and letters a second, from one commit to the last of each."""
    notices = await conn.fetchval(COUNT_NOTICES) + len(events)
    sent = await conn.fetchval(COUNT_SENT) + len(events)
    began = await tell(bench, conn, events)

    async def rate(reached: Awaitable[float]) -> float:
        await reached
        return len(events) / (time.monotonic() - began)

    async with bench.superuser() as other:
        both = await asyncio.gather(
            rate(bench.until_count(conn, COUNT_NOTICES, notices)),
            rate(bench.until_count(other, COUNT_SENT, sent)),
        )
    return both[0], both[1]


async def _to_webhooks(
    bench: Bench, conn: Connection, client: ClientSession, url: str, events: Sequence[Event]
) -> float:
    """Return calls a second, from one commit to the last call of the last webhook."""
    await bench.until_count(conn, COUNT_CARRIED, 0)
    made = await make_webhooks(bench, url, WEBHOOKS)
    wanted = await taken(client, url) + len(events) * len(made)
    began = await tell(bench, conn, events)
    while await taken(client, url) < wanted:
        await asyncio.sleep(0.05)
    took = time.monotonic() - began
    async with bench.database("notifier", 1) as database, database.transaction() as own:
        for webhook_id in made:
            await actions.set_state(own, webhook_id, "revoked")
    return len(events) * len(made) / took


async def make_webhooks(bench: Bench, url: str, count: int) -> list[UUID]:
    """Return webhooks of one address that hear of permohonan in Bantul from now on."""
    who = principal(PETUGAS_KEMENTERIAN, "", uuid7(), "Petugas Uji")
    kinds = [PermohonanSubmitted.type_name()]
    made = []
    async with bench.database("notifier", 1) as database, database.transaction() as own:
        for number in range(count):
            form = WebhookForm(nama=f"Sistem {number}", url=url, wilayah=["34.02"], jenis=kinds)
            one, _ = await actions.create_webhook(own, who, form, may_be_local=True)
            made.append(one.id)
    return made


async def tell(bench: Bench, conn: Connection, events: Sequence[Event]) -> float:
    """Commit the events at once and return when."""
    async with bench.database("registration", 1) as database:
        async with database.transaction() as telling:
            await outbox.emit_all(telling, events)
        began = time.monotonic()
        await queries.notify(conn, channel_of("registration"))
    return began


async def taken(client: ClientSession, url: str) -> int:
    """Return how many calls the receiver has taken."""
    async with client.get(url) as answer:
        return int(await answer.text())


@asynccontextmanager
async def receiver(bench: Bench) -> AsyncIterator[str]:
    """Lend the address of a receiver, a process of its own."""
    pipe = asyncio.subprocess.PIPE
    argv = (sys.executable, "-m", "tests.bench.receiver")
    env = python_environment(bench.system.settings)
    one = await asyncio.create_subprocess_exec(*argv, env=env, stdin=pipe, stdout=pipe)
    try:
        assert one.stdout is not None
        yield f"http://127.0.0.1:{int(await one.stdout.readline())}/"
    finally:
        if one.returncode is None:
            one.kill()
        await one.wait()
