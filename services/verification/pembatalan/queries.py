"""Every statement on decisions that are not told yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from services.verification.antrean.models import Tugas
from services.verification.antrean.rows import to_tugas
from shared.db import Connection

HOLD = """
UPDATE tugas SET tertahan_sampai = decided_at + $2::interval, decided_peran = $3,
    decided_request = $4
WHERE id = $1
"""


async def hold(
    conn: Connection, tugas_id: UUID, lama: timedelta, peran: str, request_id: str
) -> None:
    """Keep the telling of a decision back, with what is needed to tell it."""
    await conn.execute(HOLD, tugas_id, lama, peran, request_id)


# A new fence: a page that is still open with the old one decides nothing again.
UNDO = """
UPDATE tugas SET status = 'open', keputusan = '', alasan = '{}', bidang = '{}', catatan = NULL,
    decided_at = NULL, decided_by = NULL, decided_nama = '', decided_peran = '',
    decided_request = '', tertahan_sampai = NULL, fence = fence + 1, claimed_at = now(),
    claimed_until = now() + $2::interval
WHERE id = $1
RETURNING *, claimed_until > now() AS is_claimed
"""


async def undo(conn: Connection, tugas_id: UUID, lease: timedelta) -> Tugas:
    """Give a decided tugas back to its holder and return it."""
    row = await conn.fetchrow(UNDO, tugas_id, lease)
    assert row is not None
    return to_tugas(row)


@dataclass(frozen=True)
class Putusan:
    """A decision that is to be told now: as which role it was made, and by which request."""

    tugas: Tugas
    peran: str
    request_id: str


# One lock on one row: whoever of the sweep and the officer comes first has it.
TAKE_DUE = """
UPDATE tugas SET tertahan_sampai = NULL, version = version + 1
WHERE id IN (
    SELECT id FROM tugas WHERE tertahan_sampai <= $1 ORDER BY tertahan_sampai LIMIT $2
    FOR UPDATE SKIP LOCKED
)
RETURNING *, false AS is_claimed
"""


async def take_due(conn: Connection, now: datetime, limit: int) -> list[Putusan]:
    """Return decisions whose minute is over, taken; in the transaction that tells them."""
    rows = await conn.fetch(TAKE_DUE, now, limit)
    return [Putusan(to_tugas(row), row["decided_peran"], row["decided_request"]) for row in rows]
