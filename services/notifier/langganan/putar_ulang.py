"""The past again: a subscriber asks over AMQP, and gets from the stream what is his.

The broker guarantees who asks (`user_id`). Nobody reads the stream of all areas himself but who may
hear everything: rights by topic do not hold inside a stream, so we read it for him.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import aio_pika
import orjson
import structlog
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage

from services.notifier.langganan import queries, rules
from services.notifier.langganan.models import Langganan
from services.notifier.peristiwa.rules import is_for
from services.notifier.settings import NotifierSettings
from shared import clock
from shared.db import Database
from shared.settings import Settings

log = structlog.get_logger()

PAUSE = 2.0
PREFETCH = 500
# The stream is at its end for us when nothing comes for so long.
SILENCE = 3.0
LOOK_EVERY, FULL = 1000, 20_000
LONGEST_WAIT = 600


async def putar_ulang(database: Database, settings: Settings) -> None:
    """Answer requests for the past, one after the other, for as long as the worker lives."""
    assert isinstance(settings, NotifierSettings)
    if not settings.integrator_urls:
        await asyncio.Event().wait()
    while True:
        try:
            async with await aio_pika.connect(settings.integrator_urls[0]) as connection:
                channel = await connection.channel()
                await channel.set_qos(prefetch_count=1)
                queue = await channel.get_queue(rules.REQUESTS, ensure=False)
                async with queue.iterator() as requests:
                    async for request in requests:
                        await _answer(database, connection, request)
                        await request.ack()
        except asyncio.CancelledError:
            raise
        except Exception as lost:
            log.warning("putar_ulang.lost", reason=type(lost).__name__)
        await asyncio.sleep(PAUSE)


async def _answer(database: Database, connection: Any, request: AbstractIncomingMessage) -> None:
    start = start_of(request.body)
    async with database.connection() as conn:
        one = await queries.find_by_user(conn, request.user_id or "")
    if one is None or start is None:
        log.warning("putar_ulang.refused", known=one is not None, readable=start is not None)
        return
    channel = await connection.channel(publisher_confirms=True)
    try:
        sent = await _replay(channel, one, start)
    finally:
        await channel.close()
    log.info("putar_ulang.done", langganan_id=str(one.id), sent=sent)


def start_of(body: bytes) -> datetime | int | None:
    """Return the time or offset that is asked for; None for what is neither.

    `{"sejak": "2026-11-20T00:00:00+07:00"}` or `{"offset": 1200}`.
    """
    try:
        asked = orjson.loads(body)
        if isinstance(asked.get("offset"), int) and asked["offset"] >= 0:
            return int(asked["offset"])
        at = datetime.fromisoformat(asked["sejak"])
    except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError, ValueError):
        return None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


async def _replay(channel: AbstractChannel, one: Langganan, start: datetime | int) -> int:
    """Put what is his from the stream into his queue, up to now; returns how many."""
    await channel.set_qos(prefetch_count=PREFETCH)
    stream = await channel.get_queue(rules.STREAM, ensure=False)
    arrived: asyncio.Queue[AbstractIncomingMessage] = asyncio.Queue()
    tag = await stream.consume(arrived.put, arguments={"x-stream-offset": start})
    until, sent = clock.now(), 0
    try:
        while True:
            async with asyncio.timeout(SILENCE):
                message = await arrived.get()
            await message.ack()
            envelope = orjson.loads(message.body)
            told = datetime.fromisoformat(envelope["time"])
            # A stream begins at the segment in which the time lies.
            if isinstance(start, datetime) and told < start - timedelta(seconds=1):
                continue
            if told > until:
                return sent
            if is_for(envelope["type"], message.routing_key or "", one.jenis, one.wilayah):
                await _send(channel, one, message)
                sent += 1
                if sent % LOOK_EVERY == 0:
                    await _wait_for_room(channel, one)
    except TimeoutError:
        return sent
    finally:
        await stream.cancel(tag)


async def _send(channel: AbstractChannel, one: Langganan, seen: AbstractIncomingMessage) -> None:
    again = aio_pika.Message(
        seen.body, content_type=seen.content_type, message_id=seen.message_id, type=seen.type,
        delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
        headers={
            "x-putar-ulang": True, "x-kunci": seen.routing_key or "",
            "x-offset": seen.headers.get("x-stream-offset", 0),
        },
    )  # fmt: skip
    await channel.default_exchange.publish(again, routing_key=one.antrean)


async def _wait_for_room(channel: AbstractChannel, one: Langganan) -> None:
    # A queue that is full drops its oldest: the past must not push the present out.
    for _ in range(LONGEST_WAIT):
        queue = await channel.declare_queue(one.antrean, passive=True)
        if (queue.declaration_result.message_count or 0) < FULL:
            return
        await asyncio.sleep(1)
    raise TimeoutError
