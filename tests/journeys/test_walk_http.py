"""The walk of `make walk`, in quiet and while every worker is killed once."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter

import pytest

from deploy.local.settings import SERVICES
from deploy.local.system import System
from deploy.local.walk.__main__ import walk
from deploy.local.walk.officer import TOTP_SECONDS

pytestmark = pytest.mark.journey

BETWEEN_KILLS = 0.5


async def test_the_walk_is_right_in_every_step(system: System) -> None:
    await walk(system.settings)


async def test_a_kill_of_any_worker_delays_the_walk_and_changes_nothing_else(
    system: System, killed: Counter[str]
) -> None:
    await _codes_are_new()
    walking = asyncio.create_task(walk(system.settings))
    for service in SERVICES:
        await asyncio.wait([walking], timeout=BETWEEN_KILLS)
        if walking.done():
            break
        await _kill(system, f"{service}-worker")
        killed[f"{service}-worker"] += 1
    await walking
    assert len(killed) == len(SERVICES), "the walk was over before every worker was killed"
    await system.wait_ready(20)


async def _codes_are_new() -> None:
    # The officers of the walk before used theirs: waiting in its midst would waste the kills.
    await asyncio.sleep(TOTP_SECONDS - time.time() % TOTP_SECONDS + 0.1)


async def _kill(system: System, name: str) -> None:
    while True:
        with contextlib.suppress(ProcessLookupError):
            system.keeper.kill(name)
            return
        await asyncio.sleep(0.05)
