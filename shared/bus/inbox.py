"""One effect per event: the inbox row and what the reaction writes are one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import groupby
from typing import Any, cast

import asyncpg
import structlog
from structlog.contextvars import bound_contextvars

from shared.bus import metrics, outbox, queries
from shared.bus.reaction import BatchReaction, Reaction, Reactions, takes_batches
from shared.bus.restoration import Known
from shared.db import Connection, Database
from shared.errors import Unavailable
from shared.events.envelope import NotUnderstood, Received, from_message
from shared.failpoints import reach

log = structlog.get_logger()

LARGEST_BODY = 1 << 20
BATCH_SECONDS = 30.0
POSTGRES_LOST = (
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.ReadOnlySQLTransactionError,
)
DATABASE_LOST = (*POSTGRES_LOST, Unavailable, OSError, asyncpg.InterfaceError)


class Stumbled(Exception):
    """A reaction failed on the events `start` to `stop` of a batch; nothing was committed."""

    def __init__(self, start: int, stop: int) -> None:
        self.start, self.stop = start, stop
        super().__init__(f"{start}:{stop}")


def database_lost(wrong: BaseException) -> bool:
    """Say whether `wrong` blames the database's being away rather than the event."""
    if isinstance(wrong, asyncpg.QueryCanceledError | TimeoutError):
        return False
    return isinstance(wrong, DATABASE_LOST)


class Inbox:
    """The events that one service takes in, and its reactions to them."""

    def __init__(self, consumer: str, reactions: Reactions, database: Database) -> None:
        self._consumer = consumer
        self._database = database
        self._known = Known({kind.type_name(): kind for kind in reactions})
        self._reactions = {kind.type_name(): reaction for kind, reaction in reactions.items()}

    def read(self, body: bytes) -> Received:
        """Return the event in `body`; raises NotUnderstood."""
        if len(body) > LARGEST_BODY:
            raise NotUnderstood(f"too large: {len(body)} bytes")
        return from_message(body, self._known)

    async def take(self, events: Sequence[Received]) -> None:
        """Let each new event have its effect, in order, all or none; raises Stumbled.

        An event that was taken in before, or stands twice in `events`, has no effect again. A
        lost database raises what asyncpg or Database raises.
        """
        reach("inbox.before")
        async with asyncio.timeout(BATCH_SECONDS), self._database.transaction() as conn:
            ids = list({event.event_id for event in events})
            new = _first_of_each(events, await queries.insert_received(conn, self._consumer, ids))
            await self._react(conn, new)
            reach("inbox.inside")
        reach("inbox.after_commit")
        metrics.repeated.inc(len(events) - len(new))
        for _, event in new:
            metrics.reacted.labels(event.type).inc()
            log.info(
                "event.taken",
                type=event.type,
                event_id=str(event.event_id),
                request_id=event.request_id,
            )

    async def _react(self, conn: Connection, new: Sequence[tuple[int, Received]]) -> None:
        runs = groupby(new, key=self._group_of)
        for _, items in runs:
            run = list(items)
            try:
                await self._run(conn, [event for _, event in run])
            except Exception as wrong:
                # Not any OSError or InterfaceError: they may be the reaction's own fault.
                if conn.is_closed() or isinstance(wrong, POSTGRES_LOST):
                    raise
                raise Stumbled(run[0][0], run[-1][0] + 1) from wrong

    def _group_of(self, item: tuple[int, Received]) -> object:
        position, event = item
        reaction = self._reactions[event.type]
        return reaction if takes_batches(reaction) else position

    async def _run(self, conn: Connection, run: Sequence[Received]) -> None:
        reaction = self._reactions[run[0].type]
        with bound_contextvars(request_id=run[0].request_id, event_id=str(run[0].event_id)):
            if takes_batches(reaction):
                with outbox.reacting_to(run):
                    await cast(BatchReaction, reaction)(conn, [item.event for item in run])
            else:
                await cast(Reaction, reaction)(conn, run[0].event)


def _first_of_each(events: Sequence[Received], new: set[Any]) -> list[tuple[int, Received]]:
    left = set(new)
    chosen = []
    for position, event in enumerate(events):
        if event.event_id in left:
            left.remove(event.event_id)
            chosen.append((position, event))
    return chosen
