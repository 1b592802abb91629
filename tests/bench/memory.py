"""B9: what the ten processes hold while nobody asks them anything."""

from __future__ import annotations

import asyncio

from deploy.local.keeper import Keeper
from deploy.local.settings import SERVICES
from tests.bench import cpu
from tests.bench.plan import Bench
from tests.bench.report import Line, at_most

MEGABYTE = 1_000_000
GOAL = 700


async def measure(bench: Bench) -> list[Line]:
    """Return the resident memory of five web processes and five workers, shared pages and all."""
    await asyncio.sleep(bench.plan.rest)
    names = [f"{service}-{role}" for service in SERVICES for role in ("web", "worker")]
    keeper = bench.system.keeper
    sizes = {name: _sizes(keeper, name) for name in names}
    shown = sorted(sizes.items(), key=lambda item: -item[1][0])
    bench.tell("B9 MB: " + ", ".join(f"{name} {rss / MEGABYTE:.0f}" for name, (rss, _) in shown))
    together = sum(rss for rss, _ in sizes.values()) / MEGABYTE
    once = sum(pss for _, pss in sizes.values()) / MEGABYTE
    return [
        at_most("B9", together, "MB, ten processes at rest", GOAL),
        at_most("B9-once", once, "MB, pages they share counted once", GOAL),
    ]


def _sizes(keeper: Keeper, name: str) -> tuple[float, float]:
    pid = keeper.pid(name)
    assert pid is not None
    infos = [one.memory_full_info() for one in cpu.family(pid)]
    return sum(info.rss for info in infos), sum(info.pss for info in infos)
