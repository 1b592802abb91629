"""A teller and two hearers that exist for the tests only; also runnable as processes.

`python -m tests.shared.bus.uji registration` works as the teller, `… reporting` and `… notifier`
as hearers, with the settings of the environment.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

import uvloop

from shared import logs
from shared.bus import outbox
from shared.bus.reaction import Reactions, Retry, in_batches
from shared.bus.worker import Task, run_worker
from shared.db import Connection
from shared.events import envelope
from shared.events.envelope import Event, Pribadi
from shared.ids import uuid7
from shared.settings import Settings

HOUR = timedelta(hours=1)
TELLER, HEARER, SECOND = "registration", "reporting", "notifier"

TABLES = """
CREATE TABLE effect (
    id bigint GENERATED ALWAYS AS IDENTITY,
    aggregate_id uuid NOT NULL,
    version integer NOT NULL,
    what text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE fact (aggregate_id uuid NOT NULL, version integer NOT NULL);
"""
INSERT_EFFECT = "INSERT INTO effect (aggregate_id, version, what) VALUES ($1, $2, $3)"
INSERT_EFFECTS = """
INSERT INTO effect (aggregate_id, version, what)
SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[])
"""
INSERT_FACT = "INSERT INTO fact (aggregate_id, version) VALUES ($1, $2)"
COUNT_TRIES = "SELECT count(*) FROM effect WHERE what = 'try'"


tries: Counter[UUID] = Counter()


class Uji(Event):
    """An event of the tests."""

    service: ClassVar[str] = TELLER
    noun: ClassVar[str] = "uji"


class UjiCounted(Uji):
    """Something countable happened; `sting` makes its reaction misbehave."""

    past: ClassVar[str] = "counted"

    sting: str = ""


class UjiSummed(Uji):
    """Something happened that its hearer takes in batches."""

    past: ClassVar[str] = "summed"

    sting: str = ""


class Siapa(Pribadi):
    """A made-up person's name."""

    nama: str


class UjiNamed(Uji):
    """Something happened to somebody."""

    past: ClassVar[str] = "named"

    pribadi: Siapa | None = None


class UjiUnheard(Uji):
    """Nobody listens to this."""

    past: ClassVar[str] = "unheard"


async def on_uji_counted(conn: Connection, event: UjiCounted) -> None:
    """Note the effect, unless the event stings."""
    if event.sting == "raise":
        raise ValueError("Siti Rahmawati must not get into a log")
    tries[event.aggregate_id] += 1
    if event.sting == "retry" and tries[event.aggregate_id] <= 2:
        raise Retry("the other one is not here yet")
    if event.sting == "kill":
        # As a crash in foreign code would end it.
        os.kill(os.getpid(), signal.SIGKILL)
    if event.sting == "slow":
        await asyncio.sleep(60)
    await conn.execute(INSERT_EFFECT, event.aggregate_id, event.version, "counted")


async def on_uji_named(conn: Connection, event: UjiNamed) -> None:
    """Note whose effect it was."""
    nama = event.pribadi.nama if event.pribadi else "nobody"
    await conn.execute(INSERT_EFFECT, event.aggregate_id, event.version, nama)


@in_batches
async def on_uji_summed(conn: Connection, events: Sequence[UjiSummed]) -> None:
    """Note all effects in one statement."""
    if any(event.sting for event in events):
        raise ValueError("one of them stings")
    columns = zip(*((event.aggregate_id, event.version, "summed") for event in events), strict=True)
    await conn.execute(INSERT_EFFECTS, *map(list, columns))


REACTIONS: Reactions = {
    UjiCounted: on_uji_counted,
    UjiNamed: on_uji_named,
    UjiSummed: on_uji_summed,
}


class Dinas:
    """A service, as far as a worker needs one."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.reactions: Reactions = {} if name == TELLER else REACTIONS
        self.tasks: dict[str, Task] = {}


async def tell(conn: Connection, *events: Event) -> None:
    """Write facts and their events in one transaction."""
    async with conn.transaction():
        for event in events:
            await conn.execute(INSERT_FACT, event.aggregate_id, event.version)
        await outbox.emit_all(conn, events)


def counted(version: int = 1, aggregate_id: UUID | None = None, sting: str = "") -> UjiCounted:
    """Return one event, of a new aggregate unless one is given."""
    return UjiCounted(aggregate_id=aggregate_id or uuid7(), version=version, sting=sting)


def main() -> None:
    """Work as the service named on the command line until told to stop."""
    settings = Settings()
    logs.configure(sys.argv[1], "worker")
    envelope.use(settings.bus_keys)
    uvloop.run(run_worker(Dinas(sys.argv[1]), settings))


if __name__ == "__main__":
    main()
