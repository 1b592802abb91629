"""Every statement on blokir and larangan."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import asyncpg

from services.identity.akun.models import DataDiri
from services.identity.blokir.models import Blokir, BlokirRow
from shared import crypto
from shared.crypto import SubjectKey
from shared.db import Connection
from shared.policy import Match

INSERT_BLOKIR = """
INSERT INTO blokir (id, akun_id, dasar, catatan_sealed, status_before, blocked_at, blocked_by,
    blocked_nama)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""


async def insert_blokir(conn: Connection, blokir: Blokir, key: SubjectKey) -> None:
    """Keep a block; its note is sealed with the person's key."""
    note = key.seal(blokir.catatan, _context(blokir.id))
    await conn.execute(
        INSERT_BLOKIR, blokir.id, blokir.akun_id, blokir.dasar, note, blokir.status_before,
        blokir.blocked_at, blokir.blocked_by, blokir.blocked_nama,
    )  # fmt: skip


def _context(blokir_id: UUID) -> str:
    return f"blokir|catatan_sealed|{blokir_id}"


FIND_BLOKIR = """
SELECT b.id, b.akun_id, b.dasar, b.catatan_sealed, b.status_before, b.blocked_at, b.blocked_by,
    b.blocked_nama, b.nik_barred_at, akun.kunci
FROM blokir AS b JOIN akun ON akun.id = b.akun_id
WHERE b.akun_id = $1 AND b.unblocked_at IS NULL
"""


async def find_blokir(conn: Connection, akun_id: UUID) -> Blokir | None:
    """Return the block that stands on an akun."""
    row = await conn.fetchrow(FIND_BLOKIR, akun_id)
    return _opened(row) if row else None


def _opened(row: asyncpg.Record) -> Blokir:
    key = SubjectKey.unwrap(row["kunci"], row["akun_id"])
    kept = {name: row[name] for name in Blokir.model_fields if name != "catatan"}
    return Blokir(catatan=key.open(row["catatan_sealed"], _context(row["id"])), **kept)


SET_BLOCKED = "UPDATE akun SET status = 'blocked', version = version + 1 WHERE id = $1"


async def set_blocked(conn: Connection, akun_id: UUID) -> None:
    """Make the akun blocked."""
    await conn.execute(SET_BLOCKED, akun_id)


SET_UNBLOCKED = """
UPDATE blokir SET unblocked_at = $2, unblocked_by = $3, unblocked_nama = $4, dasar_buka = $5
WHERE id = $1
"""


async def set_unblocked(
    conn: Connection, blokir_id: UUID, at: datetime, petugas_id: UUID, nama: str, dasar: str
) -> None:
    """Note who lifted a block and why."""
    await conn.execute(SET_UNBLOCKED, blokir_id, at, petugas_id, nama, dasar)


# A second akun of the same NIK may have been made since: then the old one keeps its mark.
SET_RESTORED = """
UPDATE akun SET status = $2, sisa_kesempatan = $3, tenggat = NULL, claimed_at = NULL,
    version = version + 1,
    nik_ganda = EXISTS (
        SELECT FROM akun AS lain
        WHERE lain.nik_index = akun.nik_index AND lain.id <> akun.id
            AND lain.status <> 'blocked' AND NOT lain.nik_ganda
    )
WHERE id = $1
"""


async def set_restored(conn: Connection, akun_id: UUID, status: str, sisa: int) -> None:
    """Give a blocked akun its state back."""
    await conn.execute(SET_RESTORED, akun_id, status, sisa)


SUBMIT_AGAIN = "UPDATE akun SET version = version + 1, submitted_at = $2 WHERE id = $1"


async def submit_again(conn: Connection, akun_id: UUID, at: datetime) -> None:
    """Make a new submission of the same data."""
    await conn.execute(SUBMIT_AGAIN, akun_id, at)


INSERT_LARANGAN = """
INSERT INTO larangan (jenis, nilai_index, blokir_id)
SELECT bar.jenis, bar.nilai, $1 FROM akun,
    LATERAL (VALUES ('kk', kk_index), ('email', email_index), ('telepon', telepon_index))
        AS bar (jenis, nilai)
WHERE akun.id = $2
"""
INSERT_NIK = """
INSERT INTO larangan (jenis, nilai_index, blokir_id) SELECT 'nik', nik_index, $1 FROM akun
WHERE id = $2
ON CONFLICT DO NOTHING
"""
SET_NIK_BARRED = """
UPDATE blokir SET nik_barred_at = $2 WHERE id = $1 AND nik_barred_at IS NULL RETURNING id
"""
DELETE_LARANGAN = "DELETE FROM larangan WHERE blokir_id = $1"


async def bar_contacts(conn: Connection, blokir_id: UUID, akun_id: UUID) -> None:
    """Bar KK, e-mail address and phone of an akun from signing up again."""
    await conn.execute(INSERT_LARANGAN, blokir_id, akun_id)


async def bar_nik(conn: Connection, blokir: Blokir, at: datetime) -> bool:
    """Bar the NIK as well; False if it is barred already."""
    if await conn.fetchval(SET_NIK_BARRED, blokir.id, at) is None:
        return False
    await conn.execute(INSERT_NIK, blokir.id, blokir.akun_id)
    return True


async def lift_bars(conn: Connection, blokir_id: UUID) -> None:
    """Let everything that a block bars sign up again."""
    await conn.execute(DELETE_LARANGAN, blokir_id)


LIST_BARRED = """
SELECT DISTINCT b.akun_id FROM larangan AS l JOIN blokir AS b ON b.id = l.blokir_id
WHERE (l.jenis, l.nilai_index) IN (('nik', $1), ('kk', $2), ('email', $3), ('telepon', $4))
"""


async def list_barred(conn: Connection, diri: DataDiri) -> list[UUID]:
    """Return the blocked akun that bar one of these numbers or addresses."""
    indexes = [
        crypto.index(name, getattr(diri, name)) for name in ("nik", "kk", "email", "telepon")
    ]
    return [row["akun_id"] for row in await conn.fetch(LIST_BARRED, *indexes)]


# ---- the office's list --------------------------------------------------------------------------

LIST_BLOCKED = """
SELECT b.akun_id, akun.nomor, akun.kode_wilayah, b.dasar, b.blocked_at, b.blocked_nama,
    b.nik_barred_at IS NOT NULL AS nik_dilarang,
    CASE WHEN d.id IS NULL THEN '' ELSE coalesce(d.jawaban, 'menunggu') END AS banding
FROM blokir AS b
JOIN akun ON akun.id = b.akun_id
LEFT JOIN banding AS d ON d.blokir_id = b.id
WHERE b.unblocked_at IS NULL
    AND ($1 = '' OR akun.kode_wilayah = $1 OR starts_with(akun.kode_wilayah, $1 || '.'))
    AND (NOT $2 OR d.id IS NOT NULL AND d.jawaban IS NULL)
ORDER BY d.id IS NOT NULL AND d.jawaban IS NULL DESC, b.blocked_at DESC LIMIT 200
"""


async def list_blocked(conn: Connection, wilayah: str, *, banding: bool) -> list[BlokirRow]:
    """Return the blocked akun of an area; with `banding` those whose appeal waits."""
    rows = await conn.fetch(LIST_BLOCKED, wilayah, banding)
    return [BlokirRow(**dict(row)) for row in rows]


FIND_NOMOR = """
SELECT id FROM akun
WHERE nomor = $1 AND ($2 = '' OR kode_wilayah = $2 OR starts_with(kode_wilayah, $2 || '.'))
"""


async def find_nomor(conn: Connection, nomor: str, wilayah: str) -> UUID | None:
    """Return the akun of a number in an area."""
    akun_id: UUID | None = await conn.fetchval(FIND_NOMOR, nomor, wilayah)
    return akun_id


AREA_OF_ASAL = "SELECT kode_wilayah FROM akun WHERE id = $1 AND status <> 'registered'"


async def area_of_asal(conn: Connection, match: Match) -> list[str]:
    """Return the area of origin of the akun in the address: only its office may block it."""
    try:
        akun_id = UUID(match["akun_id"])
    except ValueError:
        return []
    return [row["kode_wilayah"] for row in await conn.fetch(AREA_OF_ASAL, akun_id)]
