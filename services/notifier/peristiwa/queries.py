"""Every statement on peristiwa."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.notifier.peristiwa.models import Peristiwa, PeristiwaBaru
from shared.db import Connection

# One writer at a time, so that the numbers become visible in their order: a cursor skips none.
LOCK = "SELECT pg_advisory_xact_lock(hashtext('notifier.peristiwa'))"
INSERT_PERISTIWA = """
INSERT INTO peristiwa (event_id, type, routing_key, subjek, body)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bytea[])
ON CONFLICT (event_id) DO NOTHING
"""


async def insert_peristiwa(conn: Connection, baru: Sequence[PeristiwaBaru]) -> None:
    """Keep public events in this order; those that are known stay where they are."""
    rows = ((one.event_id, one.type, one.routing_key, one.subjek, one.body) for one in baru)
    await conn.execute(LOCK)
    await conn.execute(INSERT_PERISTIWA, *zip(*rows, strict=True))


LIST_AFTER = """
SELECT nomor, event_id, type, routing_key, subjek, body FROM peristiwa
WHERE nomor > $1 AND type = ANY($2::text[]) ORDER BY nomor LIMIT $3
"""


async def list_after(
    conn: Connection, cursor: int, jenis: Sequence[str], limit: int
) -> list[Peristiwa]:
    """Return the next events of these kinds, in order."""
    rows = await conn.fetch(LIST_AFTER, cursor, jenis, limit)
    return [Peristiwa(**dict(row)) for row in rows]


NEWEST = "SELECT coalesce(max(nomor), 0) FROM peristiwa"


async def newest(conn: Connection) -> int:
    """Return the number of the newest event; 0 if there is none."""
    return int(await conn.fetchval(NEWEST))


BEFORE = "SELECT coalesce(max(nomor), 0) FROM peristiwa WHERE created_at < $1"


async def newest_before(conn: Connection, at: datetime) -> int:
    """Return the number of the last event carried over before a time; 0 if there is none."""
    return int(await conn.fetchval(BEFORE, at))


PRUNE = "DELETE FROM peristiwa WHERE created_at < now() - $1::interval"


async def prune(conn: Connection, keep: timedelta) -> None:
    """Forget what is older than the retention."""
    await conn.execute(PRUNE, keep)
