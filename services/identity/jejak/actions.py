"""Noting who looked at whose data, and why."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from services.identity.jejak import queries
from shared import clock, logs
from shared.db import Connection
from shared.sesi.token import Principal
from shared.wilayah.kode import is_within

Tindakan = Literal[
    "lihat_akun", "lihat_swafoto", "blokir_akun", "larang_nik", "buka_blokir", "jawab_banding",
]  # fmt: skip
PEMERIKSAAN_AKUN = "pemeriksaan akun"
PEMERIKSAAN_PERMOHONAN = "pemeriksaan permohonan"


async def note_look(
    conn: Connection, who: Principal, akun_id: UUID, kode_wilayah: str, tindakan: Tindakan
) -> None:
    """Write the look down in the transaction that shows the data."""
    await queries.insert_jejak(
        conn, clock.now(), who.id, who.peran, who.wilayah, akun_id, tindakan,
        alasan_of(who, kode_wilayah), logs.request_id(),
    )  # fmt: skip


def alasan_of(who: Principal, kode_wilayah: str) -> str:
    """Return why the officer may look: his own residents' akun, or a permohonan to his area."""
    own = is_within(kode_wilayah, who.wilayah)
    return PEMERIKSAAN_AKUN if own else PEMERIKSAAN_PERMOHONAN
