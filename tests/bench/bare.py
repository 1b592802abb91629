"""The bound and the peer of the event path, each in a process of its own.

`python -m tests.bench.bare publish|bulk|single`: says "ready", waits for a line, works, says
"done" and waits again, so that its times can be read. What it needs comes in the environment.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Awaitable, Callable
from uuid import uuid4

import aio_pika
import asyncpg
import structlog
import uvloop
from aiormq.abc import DeliveredMessage

from services.reporting.domisili.reactions import REACTIONS
from shared.bus.connection import Broker
from shared.bus.inbox import Inbox
from shared.bus.publisher import Message, Outcome, Publisher
from shared.db import Database, make_pool

BURST, BATCH, PREFETCH = 300, 200, 1000
INSERT = "INSERT INTO bench.effect SELECT * FROM unnest($1::uuid[], $2::bytea[])"


def _env(name: str) -> str:
    return os.environ[f"BENCH_{name}"]


async def publish() -> Callable[[], Awaitable[None]]:
    """Publish bodies with confirms, each burst one write: the fastest way we know."""
    with open(_env("BODIES"), "rb") as file:
        bodies = file.read().split(b"\n")
    publisher = Publisher(Broker([_env("BROKER")], "bench.publish"))
    queue = _env("QUEUE")
    messages = [Message("", queue, body, str(uuid4()), "bench") for body in bodies]
    await publisher.publish(messages[:1])

    async def work() -> None:
        for start in range(1, len(messages), BURST):
            outcomes = await publisher.publish(messages[start : start + BURST])
            assert set(outcomes) == {Outcome.CONFIRMED}
        await publisher.close()

    return work


async def bulk() -> Callable[[], Awaitable[None]]:
    """Take messages, one multi-row insert and one acknowledgement for each two hundred."""
    channel = await Broker([_env("BROKER")], "bench.bulk").channel()
    conn = await asyncpg.connect(_env("DATABASE"))
    arrived: asyncio.Queue[DeliveredMessage] = asyncio.Queue()

    async def work() -> None:
        async def arrive(message: DeliveredMessage) -> None:
            arrived.put_nowait(message)

        await channel.basic_qos(prefetch_count=PREFETCH)
        await channel.basic_consume(_env("QUEUE"), arrive)
        left = int(_env("COUNT"))
        while left:
            batch = [await arrived.get()]
            while len(batch) < BATCH and not arrived.empty():
                batch.append(arrived.get_nowait())
            await conn.execute(INSERT, [uuid4() for _ in batch], [one.body for one in batch])
            await channel.basic_ack(batch[-1].delivery_tag or 0, multiple=True, wait=False)
            left -= len(batch)

    return work


async def single() -> Callable[[], Awaitable[None]]:
    """Take messages as task queues do: one transaction and one acknowledgement for each."""
    connection = await aio_pika.connect(_env("BROKER"))
    channel = await connection.channel()
    await channel.set_qos(prefetch_count=100)
    inbox = Inbox("bench", REACTIONS, Database(await make_pool(_env("DATABASE"), 2)))
    queue = await channel.get_queue(_env("QUEUE"), ensure=False)

    async def work() -> None:
        left = int(_env("COUNT"))
        async with queue.iterator() as messages:
            async for message in messages:
                await inbox.take([inbox.read(message.body)])
                await message.ack()
                left -= 1
                if not left:
                    return

    return work


async def _main(role: str) -> None:
    work = await {"publish": publish, "bulk": bulk, "single": single}[role]()
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    await work()
    print("done", flush=True)
    await asyncio.to_thread(sys.stdin.readline)


if __name__ == "__main__":
    # Its standard output is a conversation: no log may come between.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    uvloop.run(_main(sys.argv[1]))
