"""Every statement of the bus on a service's own tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shared.db import Connection
from shared.events.envelope import OutboxRow

INSERT_EVENTS = """
INSERT INTO outbox (event_id, type, routing_key, aggregate_id, version, body, sealed, request_id)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::int[], $6::bytea[],
    $7::bytea[], $8::text[])
"""


async def insert_events(
    conn: Connection, rows: Sequence[OutboxRow], request_ids: Sequence[str]
) -> None:
    """Write events into the outbox in the order given, in one statement."""
    await conn.execute(
        INSERT_EVENTS,
        [row.event_id for row in rows],
        [row.type for row in rows],
        [row.routing_key for row in rows],
        [row.aggregate_id for row in rows],
        [row.version for row in rows],
        [row.body for row in rows],
        [row.sealed for row in rows],
        request_ids,
    )


@dataclass(frozen=True)
class UnsentRow:
    """One event that waits to be told."""

    id: int
    event_id: UUID
    type: str
    routing_key: str
    body: bytes
    sealed: bytes | None
    request_id: str


LIST_UNSENT = """
WITH held AS MATERIALIZED (
    SELECT aggregate_id, min(id) AS id FROM outbox
    WHERE sent_at IS NULL AND held_until IS NOT NULL GROUP BY aggregate_id)
SELECT id, event_id, type, routing_key, body, sealed, request_id
FROM outbox AS o
WHERE sent_at IS NULL AND (held_until IS NULL OR held_until <= now())
  AND NOT EXISTS (SELECT FROM held WHERE held.aggregate_id = o.aggregate_id AND held.id < o.id)
ORDER BY id LIMIT $1
"""


async def list_unsent(conn: Connection, limit: int) -> list[UnsentRow]:
    """Return the oldest events that may be told now; none behind one that was refused before."""
    return [UnsentRow(*row) for row in await conn.fetch(LIST_UNSENT, limit)]


SET_SENT = """
UPDATE outbox SET sent_at = now(), held_until = NULL
WHERE event_id = ANY($1::uuid[]) AND sent_at IS NULL
"""


async def set_sent(conn: Connection, event_ids: Sequence[UUID]) -> None:
    """Note that the broker confirmed these events; those already noted stay as they are."""
    await conn.execute(SET_SENT, event_ids)


SET_HELD = """
UPDATE outbox
SET tries = tries + 1,
    held_until = now() + least(interval '0.1 s' * 2 ^ least(tries, 10), interval '30 s')
WHERE event_id = ANY($1::uuid[]) AND sent_at IS NULL
"""


async def set_held(conn: Connection, event_ids: Sequence[UUID]) -> None:
    """Put events that the broker refused aside: 0.1 s, 0.2 s, 0.4 s … 30 s."""
    await conn.execute(SET_HELD, event_ids)


COUNT_UNSENT_AND_PARKED = """
SELECT (SELECT count(*) FROM outbox WHERE sent_at IS NULL), (SELECT count(*) FROM parked)
"""


async def count_unsent_and_parked(conn: Connection) -> tuple[int, int]:
    """Return how many events wait to be told and how many messages are put aside."""
    [(unsent, parked)] = await conn.fetch(COUNT_UNSENT_AND_PARKED)
    return int(unsent), int(parked)


SET_UNSENT = """
UPDATE outbox SET sent_at = NULL
WHERE sent_at >= $1 AND (type = ANY($2::text[]) OR cardinality($2::text[]) = 0)
"""


async def set_unsent(conn: Connection, since: datetime, types: Sequence[str]) -> int:
    """Have the events told since then told once more and return their number."""
    return int((await conn.execute(SET_UNSENT, since, types)).split()[-1])


PRUNE_OUTBOX = """
DELETE FROM outbox WHERE event_id IN (
    SELECT event_id
    FROM (SELECT event_id, sent_at FROM outbox ORDER BY event_id LIMIT 5000) AS oldest
    WHERE sent_at < now() - $1::interval)
"""


async def prune_outbox(conn: Connection, age: timedelta) -> None:
    """Forget events told longer than `age` ago, at most 5,000 of the oldest."""
    await conn.execute(PRUNE_OUTBOX, age)


PRUNE_INBOX = "DELETE FROM inbox WHERE received_at < now() - $1::interval"


async def prune_inbox(conn: Connection, age: timedelta) -> None:
    """Forget events taken in longer than `age` ago."""
    await conn.execute(PRUNE_INBOX, age)


# A holder whose backend is gone was killed: nobody needs to wait for its lease to run out.
TAKE_LEASE = """
INSERT INTO relay_lease AS held (name, holder, backend, held_until)
VALUES ($1, $2, pg_backend_pid(), now() + $3::interval)
ON CONFLICT (name) DO UPDATE
SET holder = excluded.holder, backend = excluded.backend, held_until = excluded.held_until,
    term = held.term + (held.holder <> excluded.holder)::int
WHERE held.holder = excluded.holder OR held.held_until < now()
   OR NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = held.backend)
RETURNING term
"""


async def take_lease(conn: Connection, name: str, holder: UUID, length: timedelta) -> bool:
    """Take or renew the lease and say whether `holder` has it now."""
    return await conn.fetchval(TAKE_LEASE, name, holder, length) is not None


DROP_LEASE = "UPDATE relay_lease SET held_until = now() WHERE name = $1 AND holder = $2"


async def drop_lease(conn: Connection, name: str, holder: UUID) -> None:
    """Give the lease back so that another relay goes on at once."""
    await conn.execute(DROP_LEASE, name, holder)


# Sorted, so that two workers with the same events wait for each other instead of deadlocking.
INSERT_RECEIVED = """
INSERT INTO inbox (consumer, event_id)
SELECT $1, event_id FROM unnest($2::uuid[]) AS event_id ORDER BY event_id
ON CONFLICT DO NOTHING RETURNING event_id
"""


async def insert_received(conn: Connection, consumer: str, ids: Sequence[UUID]) -> set[UUID]:
    """Note events as taken in and return those that are new."""
    return {row["event_id"] for row in await conn.fetch(INSERT_RECEIVED, consumer, ids)}


FIND_LAST_RECEIVED = "SELECT max(received_at) FROM inbox WHERE consumer = $1"


async def find_last_received(conn: Connection, consumer: str) -> datetime | None:
    """Return when the last event was taken in, or None."""
    last: datetime | None = await conn.fetchval(FIND_LAST_RECEIVED, consumer)
    return last


INSERT_PARKED = """
INSERT INTO parked (event_id, type, reason, body, attempts) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (event_id) DO UPDATE
SET reason = excluded.reason, attempts = excluded.attempts, parked_at = now()
"""


async def insert_parked(
    conn: Connection, event_id: str, kind: str, reason: str, body: bytes | None, attempts: int
) -> None:
    """Put a message aside with its reason; the same message is kept once."""
    await conn.execute(INSERT_PARKED, event_id, kind, reason, body, attempts)


TAKE_PARKED = "DELETE FROM parked WHERE event_id = $1 AND body IS NOT NULL RETURNING body"


async def take_parked(conn: Connection, event_id: str) -> bytes | None:
    """Take a message out of the parking table and return its body, or None."""
    body: bytes | None = await conn.fetchval(TAKE_PARKED, event_id)
    return body


LIST_PARKED = """
SELECT event_id, type, reason, attempts, parked_at FROM parked ORDER BY id DESC LIMIT $1
"""


@dataclass(frozen=True)
class ParkedRow:
    """One message that was put aside."""

    event_id: str
    type: str
    reason: str
    attempts: int
    parked_at: datetime


async def list_parked(conn: Connection, limit: int = 100) -> list[ParkedRow]:
    """Return the latest messages put aside."""
    return [ParkedRow(*row) for row in await conn.fetch(LIST_PARKED, limit)]


NOTE_SUSPECT = """
INSERT INTO suspect AS s (event_id, attempts) VALUES ($1, 1)
ON CONFLICT (event_id) DO UPDATE SET attempts = s.attempts + 1, begun_at = now()
RETURNING attempts
"""


async def note_suspect(conn: Connection, event_id: str) -> int:
    """Count one more begun delivery of a message that may kill the process."""
    return int(await conn.fetchval(NOTE_SUSPECT, event_id))


CLEAR_SUSPECTS = "DELETE FROM suspect WHERE event_id = ANY($1::text[])"


async def clear_suspects(conn: Connection, event_ids: Sequence[str]) -> None:
    """Forget suspicions: these deliveries ended well."""
    await conn.execute(CLEAR_SUSPECTS, event_ids)


CHECK_ALIVE = "SELECT 1"


async def check_alive(conn: Connection) -> None:
    """Raise unless the database answers."""
    await conn.execute(CHECK_ALIVE)


NOTIFY = "SELECT pg_notify($1, '')"


async def notify(conn: Connection, channel: str) -> None:
    """Tell whoever listens on `channel`."""
    await conn.execute(NOTIFY, channel)
