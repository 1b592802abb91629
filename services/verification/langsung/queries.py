"""Every statement on what open pages show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.verification.langsung.models import BarisKini, Denah, Kelompok
from shared.db import Connection

COUNT_KELOMPOK = """
SELECT jenis, pemegang, count(*) AS jumlah, count(*) FILTER (WHERE tenggat < $2) AS hari_ini
FROM (SELECT jenis, tenggat, CASE WHEN claimed_until > now() THEN claimed_by END AS pemegang
      FROM tugas WHERE antrean = $1 AND status = 'open') AS terbuka
GROUP BY jenis, pemegang
"""
LIST_TERBARU = """
SELECT id, jenis FROM tugas WHERE antrean = $1 AND status = 'open' ORDER BY id DESC LIMIT 100
"""


async def get_denah(conn: Connection, kode_kantor: str, besok: datetime) -> Denah:
    """Return an office's queue in numbers, and its newest tugas."""
    groups = [Kelompok(**dict(row)) for row in await conn.fetch(COUNT_KELOMPOK, kode_kantor, besok)]
    newest = await conn.fetch(LIST_TERBARU, kode_kantor)
    return Denah(groups, [(row["id"], row["jenis"]) for row in newest])


LIST_KINI = """
SELECT id, status = 'open' AS is_open,
    CASE WHEN claimed_until > now() THEN claimed_by END AS pemegang, claimed_nama AS pemegang_nama
FROM tugas WHERE id = ANY($2::uuid[]) AND antrean = $1
"""


async def list_kini(conn: Connection, kode_kantor: str, ids: Sequence[UUID]) -> list[BarisKini]:
    """Return these rows of an office as they are now."""
    return [BarisKini(**dict(row)) for row in await conn.fetch(LIST_KINI, kode_kantor, list(ids))]
