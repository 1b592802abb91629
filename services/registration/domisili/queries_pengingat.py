"""Every statement on drafts that were mentioned to their owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.db import Connection


@dataclass(frozen=True)
class DrafTertinggal:
    """A draft that nobody touched for long."""

    id: UUID
    akun_id: UUID
    version: int
    kode_wilayah_asal: str


MARK_LEFT = """
WITH lama AS (
    SELECT d.id, d.akun_id, d.version, d.saved_at, p.kode_wilayah_asal
    FROM draf AS d JOIN pemohon AS p ON p.akun_id = d.akun_id
    LEFT JOIN draf_diingatkan AS i ON i.draf_id = d.id
    WHERE d.saved_at < $1 AND (i.saved_at IS NULL OR i.saved_at < d.saved_at)
    ORDER BY d.saved_at LIMIT $2 FOR NO KEY UPDATE OF d SKIP LOCKED
), ingat AS (
    INSERT INTO draf_diingatkan (draf_id, saved_at) SELECT id, saved_at FROM lama
    ON CONFLICT (draf_id) DO UPDATE SET saved_at = excluded.saved_at
)
SELECT id, akun_id, version, kode_wilayah_asal FROM lama
"""


async def mark_left(conn: Connection, before: datetime, limit: int) -> list[DrafTertinggal]:
    """Return drafts not touched since, each once for what was saved last."""
    return [DrafTertinggal(*row) for row in await conn.fetch(MARK_LEFT, before, limit)]
