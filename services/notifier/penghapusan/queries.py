"""Every statement that forgets a recipient."""

from __future__ import annotations

from uuid import UUID

from shared.db import Connection

FORGET_SURAT = "DELETE FROM surat WHERE penerima_id = $1"
FORGET_PEMBERITAHUAN = "DELETE FROM pemberitahuan WHERE akun_id = $1"
FORGET_KONTAK = """
INSERT INTO kontak (akun_id, kunci, nama, email, bahasa, kode_wilayah_asal, version)
VALUES ($1, '', '', '', '', '', $2)
ON CONFLICT (akun_id) DO UPDATE SET kunci = '', nama = '', email = '', bahasa = '',
    kode_wilayah_asal = '', version = excluded.version
"""
FORGET_PILIHAN = "DELETE FROM pilihan WHERE akun_id = $1"
FORGET_PENGINGAT = "DELETE FROM pengingat WHERE akun_id = $1"


async def forget_kontak(conn: Connection, akun_id: UUID, version: int) -> None:
    """Forget a kontak's key and what it sealed; the empty row keeps late news from undoing it."""
    await conn.execute(FORGET_KONTAK, akun_id, version)
    await conn.execute(FORGET_SURAT, akun_id)
    await conn.execute(FORGET_PEMBERITAHUAN, akun_id)
    await conn.execute(FORGET_PILIHAN, akun_id)
    await conn.execute(FORGET_PENGINGAT, akun_id)
