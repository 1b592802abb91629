"""Every statement on jejak."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shared.db import Connection

INSERT_JEJAK = """
INSERT INTO jejak (at, petugas_id, peran, wilayah, akun_id, tindakan, alasan, request_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""


async def insert_jejak(
    conn: Connection,
    at: datetime,
    petugas_id: UUID,
    peran: str,
    wilayah: str,
    akun_id: UUID,
    tindakan: str,
    alasan: str,
    request_id: str,
) -> None:
    """Add one row to the trail."""
    await conn.execute(
        INSERT_JEJAK, at, petugas_id, peran, wilayah, akun_id, tindakan, alasan, request_id
    )
