"""Every statement that forgets a person in the queue and in the books."""

from __future__ import annotations

from uuid import UUID

from shared.db import Connection

FORGET_TUGAS = """
WITH kata AS (
    UPDATE langkah SET catatan = NULL FROM tugas
    WHERE tugas.id = langkah.tugas_id AND tugas.akun_id = $1
)
UPDATE tugas SET kunci = '', nama = '', kata_nama = '{}', catatan = NULL,
    status = CASE WHEN status = 'open' THEN 'withdrawn' ELSE status END,
    hasil = CASE WHEN status IN ('open', 'withdrawn') THEN 'erased' ELSE hasil END
WHERE akun_id = $1
"""


async def forget_tugas(conn: Connection, akun_id: UUID) -> None:
    """Forget the key, name and notes of every tugas of an akun, and ask nobody to decide it."""
    await conn.execute(FORGET_TUGAS, akun_id)


FORGET_BARIS = """
UPDATE buku_baris SET kunci = '', isi = '' WHERE permohonan_id IN (
    SELECT subjek_id FROM tugas WHERE akun_id = $1 AND jenis = 'permohonan'
)
"""


async def forget_baris(conn: Connection, akun_id: UUID) -> None:
    """Forget who stands in the lines of an akun's stays; the lines and their numbers stay."""
    await conn.execute(FORGET_BARIS, akun_id)


FORGET_PENGAJUAN = """
UPDATE pengajuan SET catatan = NULL, jawaban = NULL
WHERE tugas_id IN (SELECT id FROM tugas WHERE akun_id = $1)
"""


async def forget_pengajuan(conn: Connection, akun_id: UUID) -> None:
    """Forget what officers wrote to each other about the tugas of an akun."""
    await conn.execute(FORGET_PENGAJUAN, akun_id)
