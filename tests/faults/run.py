"""One fault run: load, chaos, quiet, and what is left wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import asyncpg

from deploy.local.system import System
from tests.faults.chaos import Chaos
from tests.faults.invariants import parked_reasons, until_quiet, violations
from tests.faults.load import Load, new_client
from tests.faults.mail import compared
from tests.faults.people import VILLAGES, Registry, Resident

RESIDENTS = 200
SENDERS = 12
OFFICERS_PER_OFFICE = 2
QUIET_WITHIN = 120.0
LETTERS_TAKE = 0.1
KEPT = "SELECT count(*) FROM registration.permohonan WHERE id = ANY($1::uuid[])"


@dataclass(frozen=True)
class Plan:
    """How much, and who is killed how often."""

    permohonan: int
    processes: tuple[str, ...]
    rounds: int = 1
    servers: bool = True


@dataclass(frozen=True)
class Result:
    """What was seen."""

    answered: int
    repeated_answers: int
    killed: tuple[str, ...]
    missed: tuple[str, ...]
    restarts: int
    left: dict[str, int]
    wrong: dict[str, int]
    outcomes: dict[str, int]
    parked: list[str]
    letters_lost: int
    letters_repeated: int


async def run(system: System, plan: Plan, tell: Callable[[str], None]) -> Result:
    """Play the plan against a running system and return what was seen."""
    people = Registry(system.servers)
    residents = await people.verified_residents(RESIDENTS)
    async with new_client() as client:
        load = Load(system.url, client)
        await _wait_until_known(load, residents[-1].bearer)
        chaos = Chaos(system)
        officers = _officers(load, people)
        await _play(load, chaos, plan, people, residents)
        tell(f"{len(load.numbers)} permohonan answered, {len(chaos.killed)} kills")
        conn = await asyncpg.connect(system.servers.database_url("postgres"))
        try:
            left = await until_quiet(conn, QUIET_WITHIN + LETTERS_TAKE * len(load.numbers))
            wrong, parked = await violations(conn), await parked_reasons(conn)
            wrong |= await _unkept(conn, load)
            lost, repeated = await compared(conn, system.settings.folder / "mail")
        finally:
            await conn.close()
        load.finished = True
        await asyncio.gather(*officers)
    return Result(
        len(load.numbers), load.retries, tuple(chaos.killed), tuple(chaos.missed),
        chaos.restarts, left, wrong, dict(load.outcomes), parked, lost, repeated,
    )  # fmt: skip


def _officers(load: Load, people: Registry) -> list[asyncio.Task[None]]:
    return [
        asyncio.create_task(load.decide(people.officer(kantor, 10 * place + number)))
        for place, kantor in enumerate(VILLAGES)
        for number in range(OFFICERS_PER_OFFICE)
    ]


async def _play(
    load: Load, chaos: Chaos, plan: Plan, people: Registry, residents: list[Resident]
) -> None:
    harm = asyncio.create_task(chaos.run(plan.processes, rounds=plan.rounds, servers=plan.servers))
    async with asyncio.TaskGroup() as group:
        for _ in range(SENDERS):
            group.create_task(load.hand_in(residents, plan.permohonan, lambda: not harm.done()))
        group.create_task(people.keep_verifying(lambda: not harm.done()))
    await harm
    # Not wait_ready(): after so many kills it would take a process for one that cannot live.
    while not (await chaos.system.ready()).get("ready"):
        await asyncio.sleep(0.2)


async def _unkept(conn: asyncpg.Connection, load: Load) -> dict[str, int]:
    """Count the answered permohonan that are not there exactly once."""
    kept = await conn.fetchval(KEPT, list(load.numbers))
    missing = len(load.numbers) - kept
    doubled = len(load.numbers) - len(set(load.numbers.values()))
    found = {"answered permohonan that are gone": missing, "numbers given twice": doubled}
    return {name: count for name, count in found.items() if count}


async def _wait_until_known(load: Load, bearer: str) -> None:
    while True:
        status, _ = await load.ask("GET", "/api/v1/registration/permohonan", bearer)
        if status == 200:
            return
        await asyncio.sleep(0.2)
