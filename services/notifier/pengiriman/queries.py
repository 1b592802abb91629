"""Every statement on how letters fared."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.notifier.pengiriman.models import KirimanSurat
from shared.db import Connection
from shared.policy import Match

LIST_SURAT = """
SELECT id, nomor, pesan, kode_kantor, state, attempts, last_error, created_at, sent_at
FROM surat
WHERE ($1 = '' OR kode_kantor = $1) AND state = ANY($2::text[]) AND nomor < $3
ORDER BY nomor DESC LIMIT $4
"""


async def list_surat(
    conn: Connection, kode_kantor: str, states: Sequence[str], before: int, limit: int
) -> list[KirimanSurat]:
    """Return letters of an office ("" all) in these states, newest first."""
    rows = await conn.fetch(LIST_SURAT, kode_kantor, states, before, limit)
    return [KirimanSurat(**dict(row)) for row in rows]


COUNT_STATES = """
SELECT state, count(*) FROM surat
WHERE ($1 = '' OR kode_kantor = $1) AND created_at > now() - interval '7 days' GROUP BY state
"""


async def count_states(conn: Connection, kode_kantor: str) -> dict[str, int]:
    """Return how many letters of the last week there are in each state."""
    rows = await conn.fetch(COUNT_STATES, kode_kantor)
    return {row["state"]: row["count"] for row in rows}


FIND_KANTOR = "SELECT kode_kantor FROM surat WHERE id = $1"


async def area_of_surat(conn: Connection, match: Match) -> list[str]:
    """Return the code of the office that signs the letter in the path, or nothing."""
    kode = await conn.fetchval(FIND_KANTOR, UUID(match["id"]))
    return [kode] if kode is not None else []


RESEND = """
UPDATE surat SET state = 'waiting', next_attempt_at = now(), resent_at = now(), resent_by = $2,
    last_error = ''
WHERE id = $1 AND state = ANY($3::text[])
"""


async def resend(conn: Connection, surat_id: UUID, by: UUID, states: Sequence[str]) -> bool:
    """Put a letter that was given up in line again; False if it is in no such state."""
    return bool(await conn.execute(RESEND, surat_id, by, states) == "UPDATE 1")


# What was handed over may come back; what waits to be sent again has been seen to already.
SET_RETURNED = """
UPDATE surat SET state = $2, last_error = $3
WHERE id = $1 AND state IN ('sent', 'bounced') RETURNING penerima_id
"""
SET_DELAYED = """
UPDATE surat SET last_error = $2 WHERE id = $1 AND state = 'sent' RETURNING penerima_id
"""


async def set_returned(conn: Connection, surat_id: UUID, state: str, reason: str) -> UUID | None:
    """Note that a letter came back or was complained of; returns whom it was for."""
    found: UUID | None = await conn.fetchval(SET_RETURNED, surat_id, state, reason)
    return found


async def set_delayed(conn: Connection, surat_id: UUID, reason: str) -> UUID | None:
    """Note that a letter is late on its way; returns whom it is for."""
    found: UUID | None = await conn.fetchval(SET_DELAYED, surat_id, reason)
    return found


STOP_REMINDERS = """
INSERT INTO pilihan (akun_id, pengingat_email)
SELECT akun_id, false FROM kontak WHERE akun_id = $1
ON CONFLICT (akun_id) DO UPDATE SET pengingat_email = false
"""


async def stop_reminders(conn: Connection, akun_id: UUID) -> None:
    """Send a resident no reminders by mail any more."""
    await conn.execute(STOP_REMINDERS, akun_id)
