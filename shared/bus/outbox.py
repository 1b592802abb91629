"""Tell an event in the transaction that makes it true; the relay publishes it afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from shared import db, logs
from shared.bus import queries
from shared.bus.waker import Waker
from shared.db import Connection
from shared.events.envelope import Event, OutboxRow, Received, to_row
from shared.failpoints import reach

__all__ = ["Waker", "emit", "emit_all", "reacting_to", "resend"]

# Of each event that a reaction has in hand: the request that it goes back to.
_requests: ContextVar[Mapping[tuple[UUID, int], str]] = ContextVar(
    "requests", default=MappingProxyType({})
)


@contextmanager
def reacting_to(events: Sequence[Received]) -> Iterator[None]:
    """Let what is told meanwhile go back to the requests that `events` go back to."""
    token = _requests.set({_name(one.event): one.request_id for one in events})
    try:
        yield
    finally:
        _requests.reset(token)


def _name(event: Event) -> tuple[UUID, int]:
    return event.aggregate_id, event.version


async def emit(conn: Connection, event: Event) -> None:
    """Write one event in the caller's transaction: told if it commits, never if it does not."""
    await emit_all(conn, [event])


async def emit_all(conn: Connection, events: Sequence[Event], causes: Sequence[Event] = ()) -> None:
    """Write several events in the caller's transaction, told in this order.

    A reaction in batches says in `causes` which of its events each one follows from: so it
    goes back to the same request. Without, all go back to the request in hand.
    """
    if not events:
        return
    reach("outbox.before_emit")
    known, now = _requests.get(), logs.request_id()
    requests = [known.get(_name(cause), now) for cause in causes] or [now] * len(events)
    rows = [_row(event, request) for event, request in zip(events, requests, strict=True)]
    await queries.insert_events(conn, rows, requests)
    db.emitted.set(True)


def _row(event: Event, request_id: str) -> OutboxRow:
    row = to_row(event, request_id)
    if row.sealed is None and event.exchange() == "private":
        # Its listeners bind on `private`: it must go there even with an empty personal part.
        return replace(row, sealed=row.body)
    return row


async def resend(conn: Connection, since: datetime, types: Sequence[str] = ()) -> int:
    """Have events told since then (of these types, or all) told again; inboxes drop repeats."""
    db.emitted.set(True)
    return await queries.set_unsent(conn, since, types)
