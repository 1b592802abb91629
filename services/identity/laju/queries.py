"""Every statement on laju."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from shared.db import Connection

COUNT_TRY = """
INSERT INTO laju AS l (kunci, jumlah, since, held_until)
VALUES ($1, 1, $2::timestamptz, $2::timestamptz)
ON CONFLICT (kunci) DO UPDATE SET
    jumlah = CASE WHEN l.since < $2::timestamptz - $3::interval THEN 1 ELSE l.jumlah + 1 END,
    since = CASE WHEN l.since < $2::timestamptz - $3::interval THEN $2 ELSE l.since END,
    held_until = $2::timestamptz + CASE
        WHEN l.since < $2::timestamptz - $3::interval OR l.jumlah + 1 < $4 THEN interval '0'
        ELSE least($6::interval, $5::interval * power(2, least(l.jumlah + 1 - $4, 12)))
    END
WHERE l.held_until <= $2
RETURNING jumlah
"""


async def count_try(
    conn: Connection,
    kunci: bytes,
    now: datetime,
    window: timedelta,
    free: int,
    first: timedelta,
    longest: timedelta,
) -> int | None:
    """Count one try and return how many there were in the window; None if it must wait."""
    counted: int | None = await conn.fetchval(COUNT_TRY, kunci, now, window, free, first, longest)
    return counted


FIND_HELD = "SELECT held_until FROM laju WHERE kunci = $1"


async def find_held_until(conn: Connection, kunci: bytes) -> datetime | None:
    """Return until when tries must wait."""
    held: datetime | None = await conn.fetchval(FIND_HELD, kunci)
    return held


DELETE_COUNTS = "DELETE FROM laju WHERE kunci = ANY($1::bytea[])"


async def delete_counts(conn: Connection, kunci: Sequence[bytes]) -> None:
    """Forget the tries of these keys."""
    await conn.execute(DELETE_COUNTS, kunci)


DELETE_OLD = "DELETE FROM laju WHERE since < $1 AND held_until < $1"


async def delete_old(conn: Connection, before: datetime) -> None:
    """Forget what no limit looks at any more."""
    await conn.execute(DELETE_OLD, before)
