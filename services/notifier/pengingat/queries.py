"""Every statement on pengingat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson

from shared.db import Connection


@dataclass(frozen=True)
class Pengingat:
    """One reminder; `isian` is public."""

    aggregate_id: UUID
    jenis: str
    version: int
    due_at: datetime
    akun_id: UUID | None
    kode_kantor: str
    isian: dict[str, str]


# Older than what is known, or than the end of all of the aggregate: nothing happens.
REQUEST = """
INSERT INTO pengingat AS known
    (aggregate_id, jenis, version, due_at, akun_id, kode_kantor, isian)
SELECT $1, $2, $3, $4, $5, $6, $7::text::jsonb
WHERE NOT EXISTS (SELECT FROM pengingat_usai WHERE aggregate_id = $1 AND version >= $3)
ON CONFLICT (aggregate_id, jenis) DO UPDATE
SET version = excluded.version, due_at = excluded.due_at, akun_id = excluded.akun_id,
    kode_kantor = excluded.kode_kantor, isian = excluded.isian, state = 'waiting', fired_at = NULL
WHERE known.version < excluded.version
"""


async def request(conn: Connection, one: Pengingat) -> None:
    """Keep a reminder in the place of an older one."""
    await conn.execute(
        REQUEST, one.aggregate_id, one.jenis, one.version, one.due_at, one.akun_id,
        one.kode_kantor, orjson.dumps(one.isian).decode(),
    )  # fmt: skip


CANCEL_ONE = """
INSERT INTO pengingat AS known (aggregate_id, jenis, version, due_at, state)
VALUES ($1, $2, $3, now(), 'cancelled')
ON CONFLICT (aggregate_id, jenis) DO UPDATE
SET version = excluded.version,
    state = CASE known.state WHEN 'waiting' THEN 'cancelled' ELSE known.state END
WHERE known.version <= excluded.version
"""


async def cancel_one(conn: Connection, aggregate_id: UUID, jenis: str, version: int) -> None:
    """Cancel one kind, also if its request is still to come."""
    await conn.execute(CANCEL_ONE, aggregate_id, jenis, version)


CANCEL_ALL = """
WITH usai AS (
    INSERT INTO pengingat_usai AS known (aggregate_id, version) VALUES ($1, $2)
    ON CONFLICT (aggregate_id) DO UPDATE SET version = greatest(known.version, excluded.version)
)
UPDATE pengingat SET state = 'cancelled'
WHERE aggregate_id = $1 AND version <= $2 AND state = 'waiting'
"""


async def cancel_all(conn: Connection, aggregate_id: UUID, version: int) -> None:
    """Cancel every kind of an aggregate up to a version, also those still to come."""
    await conn.execute(CANCEL_ALL, aggregate_id, version)


# MATERIALIZED, so that the limit holds even if the planner would like to look twice.
TAKE_DUE = """
WITH due AS MATERIALIZED (
    SELECT aggregate_id, jenis FROM pengingat
    WHERE state = 'waiting' AND due_at <= $1 ORDER BY due_at LIMIT $2
    FOR UPDATE SKIP LOCKED
)
UPDATE pengingat AS p SET state = 'fired', fired_at = $1
FROM due WHERE p.aggregate_id = due.aggregate_id AND p.jenis = due.jenis
RETURNING p.aggregate_id, p.jenis, p.version, p.due_at, p.akun_id, p.kode_kantor,
    p.isian::text AS isian
"""


async def take_due(conn: Connection, now: datetime, limit: int) -> list[Pengingat]:
    """Return reminders that are due, marked as told; in the transaction that tells them."""
    rows = await conn.fetch(TAKE_DUE, now, limit)
    return [Pengingat(**{**row, "isian": orjson.loads(row["isian"])}) for row in rows]
