"""Every statement on escalations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.verification.eskalasi.models import EskalasiRow, Telat, Tingkat
from shared.db import Connection

# From office to office by the index, however many tugas each of them has.
LIST_KANTOR = """
WITH RECURSIVE kantor (kode) AS (
    (SELECT kode_kantor FROM tugas WHERE status = 'open' ORDER BY kode_kantor LIMIT 1)
    UNION ALL
    SELECT (
        SELECT kode_kantor FROM tugas WHERE status = 'open' AND kode_kantor > kode
        ORDER BY kode_kantor LIMIT 1
    ) FROM kantor WHERE kode IS NOT NULL
)
SELECT kode FROM kantor WHERE kode IS NOT NULL
"""


async def list_kantor(conn: Connection) -> list[str]:
    """Return the offices in which something waits."""
    return [row["kode"] for row in await conn.fetch(LIST_KANTOR)]


# Late, or red in the office while nobody has it: a level before the office has a day in all, red
# from its first hour. A tugas in somebody's hand at this moment is met next time.
LIST_UNTUK_SUPERVISOR = """
SELECT id, tenggat FROM tugas
WHERE kode_kantor = $1 AND status = 'open' AND eskalasi = '' AND tenggat <= $3
  AND (tenggat < $2 OR (jenjang = 'dinas' AND coalesce(claimed_until, $2) <= $2))
ORDER BY tenggat LIMIT $4 FOR UPDATE SKIP LOCKED
"""
LIST_UNTUK_KEPALA = """
SELECT id, tenggat FROM tugas
WHERE kode_kantor = $1 AND status = 'open' AND eskalasi = 'supervisor' AND tenggat < $2
ORDER BY tenggat LIMIT $3 FOR UPDATE SKIP LOCKED
"""


async def list_untuk_supervisor(
    conn: Connection, kode_kantor: str, now: datetime, merah: datetime, limit: int
) -> list[UUID]:
    """Return what goes up to the supervisor of an office, and hold it."""
    rows = await conn.fetch(LIST_UNTUK_SUPERVISOR, kode_kantor, now, merah, limit)
    return [row["id"] for row in rows]


async def list_untuk_kepala(
    conn: Connection, kode_kantor: str, now: datetime, limit: int
) -> list[tuple[UUID, datetime]]:
    """Return what the supervisor knows of and is late, longest first, and hold it."""
    rows = await conn.fetch(LIST_UNTUK_KEPALA, kode_kantor, now, limit)
    return [(row["id"], row["tenggat"]) for row in rows]


ESCALATE = """
WITH naik AS (
    UPDATE tugas SET eskalasi = $2, version = version + 1 WHERE id = ANY ($1::uuid[])
    RETURNING *
), dicatat AS (
    INSERT INTO eskalasi (tugas_id, tingkat, tenggat, escalated_at)
    SELECT id, $2, tenggat, $3 FROM naik
    ON CONFLICT DO NOTHING
)
SELECT id, version, jenis, subjek_id, subjek_version, nomor, kode_kantor, kode_wilayah_tujuan,
    kode_wilayah_asal, tenggat
FROM naik ORDER BY tenggat, id
"""


async def escalate(
    conn: Connection, tugas_ids: Sequence[UUID], tingkat: Tingkat, now: datetime
) -> list[Telat]:
    """Let these tugas go up and return them."""
    rows = await conn.fetch(ESCALATE, tugas_ids, tingkat, now)
    return [Telat(**row) for row in rows]


LIST_ESKALASI = """
SELECT tingkat, tenggat, escalated_at FROM eskalasi WHERE tugas_id = $1 ORDER BY escalated_at,
    tingkat DESC
"""


async def list_eskalasi(conn: Connection, tugas_id: UUID) -> list[EskalasiRow]:
    """Return every level that a tugas went up to."""
    rows = await conn.fetch(LIST_ESKALASI, tugas_id)
    return [EskalasiRow.model_validate(dict(row)) for row in rows]
