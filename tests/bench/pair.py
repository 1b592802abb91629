"""Runs the publisher and a consumer of `bare` side by side and takes the time."""

from __future__ import annotations

import asyncio
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Sequence

import aio_pika

from deploy.local.environment import python_environment
from tests.bench import cpu
from tests.bench.plan import Bench


async def run(bench: Bench, consumer: str, role: str, bodies: Sequence[bytes]) -> float:
    """Return how many messages a second go from a file through a quorum queue to their effect."""
    broker = bench.system.servers.broker_url("operator")
    queue = f"bench.{consumer}"
    await _new_queue(broker, queue)
    path = bench.system.settings.folder / "bodies"
    path.write_bytes(b"\n".join(bodies))
    env = python_environment(bench.system.settings) | {
        "BENCH_BROKER": broker,
        "BENCH_QUEUE": queue,
        "BENCH_BODIES": str(path),
        "BENCH_COUNT": str(len(bodies)),
        "BENCH_DATABASE": bench.system.servers.database_url(role),
    }
    both = [await _start(part, env) for part in ("publish", consumer)]
    try:
        await asyncio.gather(*(_hear(one, "ready") for one in both))
        used = cpu.started(bench.system.keeper)
        spent = sum(cpu.seconds(one.pid) for one in both)
        began = time.monotonic()
        for one in both:
            _say(one)
        await _hear(both[1], "done")
        took = time.monotonic() - began
        spent = sum(cpu.seconds(one.pid) for one in both) - spent
        servers = {name: value for name, value in used().items() if name in SERVERS}
        per_thousand = cpu.table({**servers, "both programs": spent}, len(bodies))
        bench.tell(f"B2 {consumer}: CPU seconds per 1,000 events, {per_thousand}")
    finally:
        for one in both:
            if one.returncode is None:
                one.kill()
            await one.wait()
    return len(bodies) / took


SERVERS = {"postgres", "rabbitmq"}


async def _new_queue(broker: str, name: str) -> None:
    async with await aio_pika.connect(broker) as connection:
        channel = await connection.channel()
        await channel.queue_delete(name)
        await channel.declare_queue(name, durable=True, arguments={"x-queue-type": "quorum"})


async def _start(role: str, env: dict[str, str]) -> Process:
    pipe = asyncio.subprocess.PIPE
    argv = (sys.executable, "-m", "tests.bench.bare", role)
    return await asyncio.create_subprocess_exec(*argv, env=env, stdin=pipe, stdout=pipe)


async def _hear(one: Process, word: str) -> None:
    assert one.stdout is not None
    line = (await one.stdout.readline()).decode().strip()
    if line != word:
        raise RuntimeError(f"a bare program said {line!r} instead of {word}")


def _say(one: Process) -> None:
    assert one.stdin is not None
    one.stdin.write(b"go\n")
