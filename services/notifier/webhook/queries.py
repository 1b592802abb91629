"""Every statement on webhook and its delivery log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg

from services.notifier.peristiwa.models import Peristiwa
from services.notifier.webhook.models import KirimanRow, Webhook
from shared.db import Connection

INSERT_WEBHOOK = """
INSERT INTO webhook (id, nama, url, wilayah, jenis, kunci, rahasia, cursor, created_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""


async def insert_webhook(conn: Connection, one: Webhook, by: UUID) -> None:
    """Keep a webhook."""
    await conn.execute(
        INSERT_WEBHOOK, one.id, one.nama, one.url, one.wilayah, one.jenis, one.kunci,
        one.rahasia, one.cursor, by,
    )  # fmt: skip


LIST_WEBHOOK = """
SELECT id, nama, url, wilayah, jenis, kunci, rahasia, state, cursor, terkirim, attempts,
    failing_since, next_attempt_at, last_error, created_at
FROM webhook WHERE state <> 'revoked' ORDER BY created_at DESC
"""
FIND_WEBHOOK = """
SELECT id, nama, url, wilayah, jenis, kunci, rahasia, state, cursor, terkirim, attempts,
    failing_since, next_attempt_at, last_error, created_at
FROM webhook WHERE id = $1 AND state <> 'revoked' FOR UPDATE
"""
# A lease: who takes it is alone with it until `next_attempt_at`. An idle one is looked at again
# as soon as there is an event beyond its cursor.
TAKE_DUE = """
WITH due AS MATERIALIZED (
    SELECT w.id FROM webhook AS w
    WHERE w.state = 'active' AND w.next_attempt_at <= now()
        AND w.cursor < (SELECT coalesce(max(nomor), 0) FROM peristiwa)
    ORDER BY w.next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE webhook AS w SET next_attempt_at = now() + $1::interval
FROM due WHERE w.id = due.id
RETURNING w.id, w.nama, w.url, w.wilayah, w.jenis, w.kunci, w.rahasia, w.state, w.cursor,
    w.terkirim, w.attempts, w.failing_since, w.next_attempt_at, w.last_error, w.created_at
"""


async def list_webhook(conn: Connection) -> list[Webhook]:
    """Return all webhooks but the revoked, the newest first."""
    return [_one(row) for row in await conn.fetch(LIST_WEBHOOK)]


async def lock_webhook(conn: Connection, webhook_id: UUID) -> Webhook | None:
    """Return one webhook, held until the transaction ends, or None."""
    row = await conn.fetchrow(FIND_WEBHOOK, webhook_id)
    return _one(row) if row else None


async def take_due(conn: Connection, lease: timedelta) -> Webhook | None:
    """Take the webhook that is due longest and has something to get, for `lease`; or None."""
    row = await conn.fetchrow(TAKE_DUE, lease)
    return _one(row) if row else None


def _one(row: asyncpg.Record) -> Webhook:
    values = dict(row)
    for name in ("wilayah", "jenis", "terkirim"):
        values[name] = tuple(values[name])
    return Webhook(**values)


# Fenced by the lease: who lost it, or whose webhook was changed meanwhile, writes nothing.
SET_TRIED = """
UPDATE webhook
SET cursor = $3, terkirim = $4, attempts = $5, failing_since = $6, last_error = $7, state = $8,
    next_attempt_at = now() + $9::interval
WHERE id = $1 AND next_attempt_at = $2 AND state = 'active'
"""


async def set_tried(
    conn: Connection, one: Webhook, cursor: int, terkirim: Sequence[int], attempts: int,
    failing_since: datetime | None, last_error: str, state: str, pause: timedelta,
) -> bool:  # fmt: skip
    """Note how a round ended; False if the webhook is somebody else's by now."""
    done = await conn.execute(
        SET_TRIED, one.id, one.next_attempt_at, cursor, terkirim, attempts, failing_since,
        last_error, state, pause,
    )  # fmt: skip
    return bool(done == "UPDATE 1")


SET_STATE = """
UPDATE webhook SET state = $2, attempts = 0, failing_since = NULL, next_attempt_at = now()
WHERE id = $1 AND state <> 'revoked'
"""
SET_RAHASIA = "UPDATE webhook SET rahasia = $2 WHERE id = $1"
SET_CURSOR = """
UPDATE webhook SET cursor = $2, terkirim = '{}', attempts = 0, failing_since = NULL,
    next_attempt_at = now()
WHERE id = $1
"""


async def set_state(conn: Connection, webhook_id: UUID, state: str) -> None:
    """Pause, resume or end a webhook; a resumed one starts afresh."""
    await conn.execute(SET_STATE, webhook_id, state)


async def set_secret(conn: Connection, webhook_id: UUID, rahasia: bytes) -> None:
    """Sign with another secret from now on."""
    await conn.execute(SET_RAHASIA, webhook_id, rahasia)


async def set_cursor(conn: Connection, webhook_id: UUID, cursor: int) -> None:
    """Deliver again what comes after `cursor`."""
    await conn.execute(SET_CURSOR, webhook_id, cursor)


INSERT_KIRIMAN = """
INSERT INTO webhook_kiriman (webhook_id, peristiwa, event_id, type, hasil, status, reason, ms)
SELECT $1, * FROM unnest(
    $2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::int[], $7::text[], $8::int[])
"""


async def insert_kiriman(
    conn: Connection, webhook_id: UUID,
    rows: Sequence[tuple[int | None, UUID, str, str, int | None, str, int]],
) -> None:  # fmt: skip
    """Write lines of the log: (number, event, type, result, status, reason, milliseconds)."""
    if rows:
        await conn.execute(INSERT_KIRIMAN, webhook_id, *zip(*rows, strict=True))


LIST_KIRIMAN = """
SELECT nomor, peristiwa, event_id, type, hasil, status, reason, ms, at FROM webhook_kiriman
WHERE webhook_id = $1 ORDER BY nomor DESC LIMIT $2
"""


async def list_kiriman(conn: Connection, webhook_id: UUID, limit: int) -> list[KirimanRow]:
    """Return the newest lines of a webhook's log."""
    rows = await conn.fetch(LIST_KIRIMAN, webhook_id, limit)
    return [KirimanRow(**dict(row)) for row in rows]


# What was taken since is over; so is what is kept no longer.
FIND_DEAD = """
SELECT p.nomor, p.event_id, p.type, p.routing_key, p.subjek, p.body
FROM webhook_kiriman AS k JOIN peristiwa AS p ON p.event_id = k.event_id
WHERE k.webhook_id = $1 AND k.nomor = $2 AND k.hasil = 'dead' AND NOT EXISTS (
    SELECT FROM webhook_kiriman AS since
    WHERE since.webhook_id = k.webhook_id AND since.nomor > k.nomor
        AND since.event_id = k.event_id AND since.hasil = 'delivered')
"""


async def find_dead(conn: Connection, webhook_id: UUID, nomor: int) -> Peristiwa | None:
    """Return the event of a line that was given up and not taken since, or None."""
    row = await conn.fetchrow(FIND_DEAD, webhook_id, nomor)
    return Peristiwa(**dict(row)) if row else None


PRUNE_KIRIMAN = "DELETE FROM webhook_kiriman WHERE at < now() - $1::interval"


async def prune_kiriman(conn: Connection, keep: timedelta) -> None:
    """Forget old lines of the log."""
    await conn.execute(PRUNE_KIRIMAN, keep)
