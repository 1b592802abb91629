"""Every statement that forgets a pemohon."""

from __future__ import annotations

import os
from uuid import UUID

from shared.db import Connection

FORGET_PEMOHON = """
INSERT INTO pemohon (akun_id, version, kode_wilayah_asal, nik_index, kunci, pribadi)
VALUES ($1, $3, $2, $4, '', '')
ON CONFLICT (akun_id) DO UPDATE SET
    version = excluded.version, nik_index = excluded.nik_index, kunci = '', pribadi = ''
"""
FORGET_BUKTI = "DELETE FROM bukti WHERE akun_id = $1"
FORGET_PENYERAHAN = "DELETE FROM penyerahan WHERE akun_id = $1"
FORGET_DRAF = "DELETE FROM draf WHERE akun_id = $1"
FORGET_PERMOHONAN = """
UPDATE permohonan SET alamat = '', alasan = NULL, rincian = NULL WHERE akun_id = $1
"""
FORGET_DOKUMEN = "DELETE FROM dokumen WHERE akun_id = $1"
FORGET_PERBAIKAN = """
UPDATE perbaikan SET alasan = NULL, sebelum = NULL
FROM permohonan WHERE permohonan.id = perbaikan.permohonan_id AND permohonan.akun_id = $1
"""
# What was written goes with it; the objects of its files are cleared away as those of no row.
FORGET_PERCAKAPAN = "DELETE FROM percakapan WHERE akun_id = $1"
FORGET_PENGIKUT = """
UPDATE pengikut SET pribadi = '', nik_index = sha256(pengikut.id::text::bytea)
FROM permohonan WHERE permohonan.id = pengikut.permohonan_id AND permohonan.akun_id = $1
"""


FORGET_ORANG = """
UPDATE domisili_orang SET nik_index = NULL
FROM domisili WHERE domisili.id = domisili_orang.domisili_id AND domisili.akun_id = $1
"""


async def forget_pemohon(
    conn: Connection, akun_id: UUID, kode_wilayah_asal: str, version: int
) -> None:
    """Forget a pemohon's key and what it sealed; the empty row keeps late news from undoing it."""
    await conn.execute(FORGET_PEMOHON, akun_id, kode_wilayah_asal, version, os.urandom(32))
    await conn.execute(FORGET_BUKTI, akun_id)
    await conn.execute(FORGET_PENYERAHAN, akun_id)
    await conn.execute(FORGET_DRAF, akun_id)
    await conn.execute(FORGET_PERMOHONAN, akun_id)
    await conn.execute(FORGET_PENGIKUT, akun_id)
    await conn.execute(FORGET_ORANG, akun_id)
    await conn.execute(FORGET_DOKUMEN, akun_id)
    await conn.execute(FORGET_PERBAIKAN, akun_id)
    await conn.execute(FORGET_PERCAKAPAN, akun_id)
