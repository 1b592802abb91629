"""Every statement that forgets a recipient."""

from __future__ import annotations

from uuid import UUID

from shared.db import Connection

FORGET_SURAT = "DELETE FROM surat WHERE penerima_id = $1"
FORGET_PEMBERITAHUAN = "DELETE FROM pemberitahuan WHERE akun_id = $1"
FORGET_KONTAK = "DELETE FROM kontak WHERE akun_id = $1"


async def forget_kontak(conn: Connection, akun_id: UUID) -> None:
    """Forget a kontak with its key, and what was sealed with it."""
    await conn.execute(FORGET_SURAT, akun_id)
    await conn.execute(FORGET_PEMBERITAHUAN, akun_id)
    await conn.execute(FORGET_KONTAK, akun_id)
