"""Every statement on penanda_tangan."""

from __future__ import annotations

from services.reporting.penanda_tangan.models import Penanda
from shared.db import Connection

FIND_PENANDA = """
SELECT nama, jabatan, pangkat, nip FROM penanda_tangan
WHERE kode_wilayah = $1 AND rt = $2 AND peran = $3
"""


async def find_penanda(conn: Connection, kode: str, rt: str, peran: str) -> Penanda | None:
    """Return who signs in a role for an area or RT; None where nobody was named."""
    row = await conn.fetchrow(FIND_PENANDA, kode, rt, peran)
    return Penanda(*row) if row else None


UPSERT_PENANDA = """
INSERT INTO penanda_tangan (kode_wilayah, rt, peran, nama, jabatan, pangkat, nip)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (kode_wilayah, rt, peran) DO UPDATE
SET nama = excluded.nama, jabatan = excluded.jabatan, pangkat = excluded.pangkat,
    nip = excluded.nip, updated_at = now()
"""


async def upsert_penanda(
    conn: Connection, kode: str, rt: str, peran: str, penanda: Penanda
) -> None:
    """Let `penanda` sign in a role for an area or RT from now on."""
    await conn.execute(
        UPSERT_PENANDA, kode, rt, peran, penanda.nama, penanda.jabatan, penanda.pangkat,
        penanda.nip,
    )  # fmt: skip
