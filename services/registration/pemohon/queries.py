"""Every statement on pemohon."""

from __future__ import annotations

from uuid import UUID

from services.registration.pemohon.models import PemohonRow
from shared.db import Connection

FIND_PEMOHON = """
SELECT akun_id, kode_wilayah_asal, nik_index, kunci, pribadi
FROM pemohon WHERE akun_id = $1 AND kunci <> ''
"""


async def find_pemohon(conn: Connection, akun_id: UUID) -> PemohonRow | None:
    """Return the pemohon of an akun, or None while the akun is not verified."""
    row = await conn.fetchrow(FIND_PEMOHON, akun_id)
    return PemohonRow(*row) if row else None


LOCK_KUNCI = "SELECT kunci FROM pemohon WHERE akun_id = $1 FOR UPDATE"


async def lock_kunci(conn: Connection, akun_id: UUID) -> bytes | None:
    """Return the wrapped key of a known pemohon and hold the row, else None."""
    kunci: bytes | None = await conn.fetchval(LOCK_KUNCI, akun_id)
    return kunci


LOCK_PEMOHON = "SELECT FROM pemohon WHERE akun_id = $1 FOR NO KEY UPDATE"


async def lock_pemohon(conn: Connection, akun_id: UUID) -> None:
    """Let one transaction at a time act for this pemohon where that matters."""
    await conn.execute(LOCK_PEMOHON, akun_id)


UPSERT_PEMOHON = """
INSERT INTO pemohon AS lama (akun_id, version, kode_wilayah_asal, nik_index, kunci, pribadi)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (akun_id) DO UPDATE SET
    version = excluded.version, kode_wilayah_asal = excluded.kode_wilayah_asal,
    nik_index = excluded.nik_index, pribadi = excluded.pribadi
WHERE lama.version < excluded.version AND lama.kunci = excluded.kunci
"""


async def upsert_pemohon(conn: Connection, row: PemohonRow, version: int) -> bool:
    """Keep a pemohon unless the same or a newer version is kept; tell whether it was written.

    Never changes the key of a known pemohon.
    """
    done = await conn.execute(
        UPSERT_PEMOHON, row.akun_id, version, row.kode_wilayah_asal, row.nik_index, row.kunci,
        row.pribadi,
    )  # fmt: skip
    return bool(done == "INSERT 0 1")


SET_BLOCKED = """
INSERT INTO pemohon_diblokir AS lama (akun_id, version, blocked) VALUES ($1, $2, $3)
ON CONFLICT (akun_id) DO UPDATE SET version = excluded.version, blocked = excluded.blocked
WHERE lama.version < excluded.version
"""


async def set_blocked(conn: Connection, akun_id: UUID, version: int, *, blocked: bool) -> None:
    """Note that an akun is blocked, or no longer; older news changes nothing."""
    await conn.execute(SET_BLOCKED, akun_id, version, blocked)


IS_BLOCKED = "SELECT 1 FROM pemohon_diblokir WHERE akun_id = $1 AND blocked"


async def is_blocked(conn: Connection, akun_id: UUID) -> bool:
    """Tell whether the akun is blocked."""
    return await conn.fetchval(IS_BLOCKED, akun_id) is not None
