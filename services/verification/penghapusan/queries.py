"""Every statement that forgets a person in the queue."""

from __future__ import annotations

from uuid import UUID

from shared.db import Connection

FORGET_TUGAS = """
UPDATE tugas SET kunci = '', nama = '', kata_nama = '{}', catatan = NULL,
    status = CASE WHEN status = 'open' THEN 'withdrawn' ELSE status END,
    hasil = CASE WHEN status IN ('open', 'withdrawn') THEN 'erased' ELSE hasil END
WHERE akun_id = $1
"""


async def forget_tugas(conn: Connection, akun_id: UUID) -> None:
    """Forget the key, name and notes of every tugas of an akun, and ask nobody to decide it."""
    await conn.execute(FORGET_TUGAS, akun_id)
