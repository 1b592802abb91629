"""B7 under a flood: 50 logins a second, whoever waits for them or not, and what others notice.

Two threads of argon2id do fewer than that: the rest must be put off by 503 with Retry-After.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter

from aiohttp import ClientSession

from services.identity.sandi.hashing import Hasher
from services.identity.settings import IdentitySettings
from tests.bench.load import new_client
from tests.bench.logins import SANDI, Enterer, pause, residents_of, visit
from tests.bench.plan import Bench
from tests.bench.report import Line, at_least, at_most, percentile

RATE = 50
ENTERED, PUT_OFF, OTHERWISE = "entered", "put off", "otherwise"


async def measure(bench: Bench) -> list[Line]:
    """Return the neighbours' p99 beside the flood, and what became of the logins."""
    settings = bench.settings("identity")
    assert isinstance(settings, IdentitySettings)
    cost = settings.argon2_memory_kib, settings.argon2_passes
    kept = await Hasher(*cost, settings.argon2_threads, settings.argon2_waiting).hash(SANDI)
    alone: list[float] = []
    beside: list[float] = []
    # A client of its own for the flood: a visitor does not wait for its connections.
    async with new_client() as client, new_client(RATE * 20) as crowd:
        people = await residents_of(bench, client, kept, bench.plan.flood_people, "banjir")
        for _ in range(bench.plan.rounds):
            await visit(bench, client, alone, pause(bench))
        seconds = bench.plan.rounds * bench.plan.seconds
        flood = asyncio.create_task(_flood(people, crowd, seconds))
        await visit(bench, client, beside, flood)
        seen, took = await flood
    quiet, busy = percentile(alone, 0.99), percentile(beside, 0.99)
    bench.tell(f"B7 flood of {seconds:.0f} s: {dict(seen)}, all answered after {took:.1f} s")
    odd = sum(count for what, count in seen.items() if what.startswith(OTHERWISE))
    bench.tell(f"B7 flood, neighbours' p99 {quiet:.1f} ms alone, {busy:.1f} ms beside it")
    return [
        at_least("B7-flood-rate", sum(seen.values()) / seconds, "logins/s thrown", 0.95 * RATE),
        at_most("B7-flood", busy / quiet, "× the other pages' p99", 2),
        at_most("B7-flood-else", odd, "neither let in nor put off by Retry-After", 0),
    ]


async def _flood(
    people: list[Enterer], client: ClientSession, seconds: float
) -> tuple[Counter[str], float]:
    """Begin a login every fiftieth of a second, and wait for all of them."""
    began = time.monotonic()
    sent: list[asyncio.Task[str]] = []
    while time.monotonic() < began + seconds:
        sent.append(asyncio.create_task(_one(people[len(sent) % len(people)], client)))
        await asyncio.sleep(max(0.0, began + len(sent) / RATE - time.monotonic()))
    seen = Counter(await asyncio.gather(*sent))
    return seen, time.monotonic() - began


async def _one(resident: Enterer, client: ClientSession) -> str:
    async with client.post(resident.door, json=resident.known()) as response:
        await response.read()
        if response.status == 201:
            return ENTERED
        put_off = response.status == 503 and response.headers.get("Retry-After", "").isdigit()
        return PUT_OFF if put_off else f"{OTHERWISE} {response.status}"
