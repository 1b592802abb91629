"""Every statement on langganan."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import asyncpg

from services.notifier.langganan.models import Langganan
from shared.db import Connection

INSERT_LANGGANAN = """
INSERT INTO langganan (id, nama, tujuan, wilayah, jenis, pengguna, state, created_by)
VALUES ($1, $2, $3, $4, $5, $6, 'creating', $7)
"""


async def insert_langganan(conn: Connection, one: Langganan, by: UUID) -> None:
    """Keep a subscription that is being made."""
    await conn.execute(
        INSERT_LANGGANAN, one.id, one.nama, one.tujuan, one.wilayah, one.jenis, one.pengguna, by
    )


LIST_LANGGANAN = """
SELECT id, nama, tujuan, wilayah, jenis, pengguna, state, created_at, rotated_at, revoked_at,
    acks, last_ack_at, antre
FROM langganan ORDER BY created_at DESC
"""
FIND_LANGGANAN = """
SELECT id, nama, tujuan, wilayah, jenis, pengguna, state, created_at, rotated_at, revoked_at,
    acks, last_ack_at, antre
FROM langganan WHERE id = $1
"""
FIND_BY_USER = """
SELECT id, nama, tujuan, wilayah, jenis, pengguna, state, created_at, rotated_at, revoked_at,
    acks, last_ack_at, antre
FROM langganan WHERE pengguna = $1 AND state = 'active'
"""


async def list_langganan(conn: Connection) -> list[Langganan]:
    """Return all subscriptions, the newest first."""
    return [_one(row) for row in await conn.fetch(LIST_LANGGANAN)]


async def find_langganan(conn: Connection, langganan_id: UUID) -> Langganan | None:
    """Return one subscription, or None."""
    row = await conn.fetchrow(FIND_LANGGANAN, langganan_id)
    return _one(row) if row else None


async def find_by_user(conn: Connection, pengguna: str) -> Langganan | None:
    """Return the active subscription of a broker's user, or None."""
    row = await conn.fetchrow(FIND_BY_USER, pengguna)
    return _one(row) if row else None


def _one(row: asyncpg.Record) -> Langganan:
    values = dict(row)
    return Langganan(
        wilayah=tuple(values.pop("wilayah")), jenis=tuple(values.pop("jenis")), **values
    )


SET_ACTIVE = "UPDATE langganan SET state = 'active' WHERE id = $1 AND state = 'creating'"
SET_ROTATED = "UPDATE langganan SET rotated_at = now() WHERE id = $1"
SET_REVOKED = """
UPDATE langganan SET state = 'revoked', revoked_at = now(), antre = 0
WHERE id = $1 AND state <> 'revoked'
"""


async def set_active(conn: Connection, langganan_id: UUID) -> None:
    """Note that everything in the broker is made."""
    await conn.execute(SET_ACTIVE, langganan_id)


async def set_rotated(conn: Connection, langganan_id: UUID) -> None:
    """Note that the secret was changed."""
    await conn.execute(SET_ROTATED, langganan_id)


async def set_revoked(conn: Connection, langganan_id: UUID) -> None:
    """Note that the subscriber is let in no more."""
    await conn.execute(SET_REVOKED, langganan_id)


SET_SEEN = """
UPDATE langganan SET antre = $2, acks = $3,
    last_ack_at = CASE WHEN $3 <> acks AND $3 > 0 THEN $4 ELSE last_ack_at END
WHERE id = $1
"""


async def set_seen(conn: Connection, one: Langganan, antre: int, acks: int, at: datetime) -> None:
    """Note how many wait; an acknowledgement since the last look was made about now."""
    await conn.execute(SET_SEEN, one.id, antre, acks, at)
