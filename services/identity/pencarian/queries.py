"""Every statement that finds an akun by its NIK."""

from __future__ import annotations

from services.identity.pencarian.models import AkunCocok
from shared import crypto
from shared.db import Connection

LIST_OF_NIK = """
SELECT id, nomor, status, kode_wilayah, ARRAY(
    SELECT kode_kantor FROM izin_lihat WHERE akun_id = akun.id AND active) AS kantor
FROM akun WHERE nik_index = $1 AND status <> 'registered' ORDER BY id
"""


async def list_of_nik(conn: Connection, nik: str) -> list[AkunCocok]:
    """Return the akun of a NIK, and where they may be looked at."""
    rows = await conn.fetch(LIST_OF_NIK, crypto.index("nik", nik))
    return [
        AkunCocok(
            row["id"], row["nomor"] or "", row["status"], row["kode_wilayah"],
            (row["kode_wilayah"], *row["kantor"]),
        )
        for row in rows
    ]  # fmt: skip
