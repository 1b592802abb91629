"""When a service's queue was gone: it says so, and all tell it again what it may have missed.

A broker confirms an event as soon as one queue has it, so a teller cannot see that another hearer's
queue is missing. The hearer can: it declares the queue again and tells `antrean.restored`, which
every service hears. Each then resends its events of these types from its outbox; inboxes drop what
they had already.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import ClassVar

from shared import clock
from shared.bus import outbox, queries
from shared.bus.reaction import Reactions
from shared.db import Connection
from shared.events.envelope import Event
from shared.ids import uuid7

SUFFIX = ".antrean.restored.v1"
MARGIN = timedelta(hours=1)
LONGEST_BACK = timedelta(days=7)


class AntreanRestored(Event):
    """A service's queue was gone and is there again: told by any service, heard by all."""

    service: ClassVar[str] = "bus"
    noun: ClassVar[str] = "antrean"
    past: ClassVar[str] = "restored"

    since: datetime
    types: list[str]

    @classmethod
    def exchange(cls) -> str:
        """Return `private`: this is between our own services."""
        return "private"

    @classmethod
    def binding_key(cls) -> str:
        """Return the pattern for every teller."""
        return f"*{SUFFIX}.#"


class Known(dict[str, type[Event]]):
    """The types a service understands: those it reacts to, and AntreanRestored of every service."""

    def __missing__(self, name: str) -> type[Event]:
        if name.endswith(SUFFIX):
            return AntreanRestored
        raise KeyError(name)


async def on_antrean_restored(conn: Connection, event: AntreanRestored) -> None:
    """Tell again what the service may have missed."""
    await outbox.resend(conn, event.since, event.types)


def with_resend(reactions: Reactions) -> Reactions:
    """Return a service's reactions and the one that every service has."""
    return {**reactions, AntreanRestored: on_antrean_restored}


async def tell_restored(conn: Connection, service: str, reactions: Reactions) -> None:
    """Tell that the queue of `service` is new, and which events may be missing in it."""
    last = await queries.find_last_received(conn, service)
    earliest = clock.now() - LONGEST_BACK
    since = max(earliest, last - MARGIN) if last else earliest
    types = [kind.type_name() for kind in reactions]
    event = _told_by(service)(aggregate_id=uuid7(), version=1, since=since, types=types)
    await outbox.emit(conn, event)


@cache
def _told_by(service: str) -> type[AntreanRestored]:
    # Its routing key must begin with the teller, or the broker refuses it.
    return type("AntreanRestoredBy", (AntreanRestored,), {"service": service})
