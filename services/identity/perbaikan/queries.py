"""Every statement of a correction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.identity.akun.models import DataDiri
from services.identity.akun.sealing import PERSONAL, sealed
from shared import crypto
from shared.crypto import SubjectKey
from shared.db import Connection

SET_CORRECTED = """
UPDATE akun SET nik_index = $2, kk_index = $3, nik_sealed = $4, kk_sealed = $5, nama_sealed = $6,
    alamat_sealed = $7, kode_wilayah = $8, swafoto_id = $9, nik_ganda = $10, submitted_at = $11,
    telepon_index = $12, telepon_sealed = $13,
    status = 'submitted', sisa_kesempatan = sisa_kesempatan - 1, version = version + 1,
    tenggat = NULL, claimed_at = NULL
WHERE id = $1
"""


async def set_corrected(
    conn: Connection, akun_id: UUID, key: SubjectKey, diri: DataDiri, kode_wilayah: str,
    swafoto_id: UUID, at: datetime, *, nik_ganda: bool,
) -> None:  # fmt: skip
    """Keep the corrected person as a new submission and use one chance up."""
    columns = dict(zip(PERSONAL, sealed(akun_id, key, diri), strict=True))
    await conn.execute(
        SET_CORRECTED, akun_id, crypto.index("nik", diri.nik), crypto.index("kk", diri.kk),
        columns["nik"], columns["kk"], columns["nama"], columns["alamat"], kode_wilayah,
        swafoto_id, nik_ganda, at, crypto.index("telepon", diri.telepon), columns["telepon"],
    )  # fmt: skip


RELEASE_SWAFOTO = "UPDATE swafoto SET akun_id = NULL WHERE id = $1"


async def release_swafoto(conn: Connection, swafoto_id: UUID) -> None:
    """Let go of a selfie that was replaced; the sweep deletes it."""
    await conn.execute(RELEASE_SWAFOTO, swafoto_id)
