"""Every statement on referrals; their words are sealed under the key of the tugas."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from services.verification.antrean.models import Petugas, Tugas
from services.verification.pengajuan.models import Pengajuan
from shared.crypto import SubjectKey
from shared.db import Connection

REFER = """
WITH ajuan AS (
    INSERT INTO pengajuan (id, tugas_id, alasan, catatan, oleh, oleh_nama, referred_at)
    VALUES ($1, $2, $3, $4, $5, $6, now())
)
UPDATE tugas SET diajukan = true, claimed_by = NULL, claimed_nama = '', claimed_at = NULL,
    claimed_until = NULL
WHERE id = $2
"""


async def refer(
    conn: Connection, pengajuan_id: UUID, tugas: Tugas, petugas: Petugas, alasan: str, catatan: str
) -> None:
    """Put a tugas, free, before the superiors of its office."""
    sealed = _key(tugas).seal(catatan, _context("catatan", pengajuan_id))
    await conn.execute(
        REFER, pengajuan_id, tugas.id, alasan, sealed, petugas.id, petugas.nama
    )  # fmt: skip


HAND_BACK = """
WITH ajuan AS (
    UPDATE pengajuan SET jawaban = $3, kembali_nama = $4, handed_back_at = now() WHERE id = $2
)
UPDATE tugas SET diajukan = false, claimed_by = NULL, claimed_nama = '', claimed_at = NULL,
    claimed_until = NULL
WHERE id = $1
"""


async def hand_back(
    conn: Connection, tugas: Tugas, pengajuan_id: UUID, petugas: Petugas, jawaban: str
) -> None:
    """Put a tugas back into the pool of all officers, with what the superior says."""
    sealed = _key(tugas).seal(jawaban, _context("jawaban", pengajuan_id)) if jawaban else None
    await conn.execute(HAND_BACK, tugas.id, pengajuan_id, sealed, petugas.nama)


LIST_PENGAJUAN = """
SELECT id, alasan, catatan, oleh, oleh_nama, referred_at, jawaban, kembali_nama, handed_back_at
FROM pengajuan WHERE tugas_id = $1 ORDER BY referred_at DESC, id DESC
"""


async def list_pengajuan(conn: Connection, tugas: Tugas) -> list[Pengajuan]:
    """Return every referral of a tugas, the newest first."""
    return [_opened(tugas, row) for row in await conn.fetch(LIST_PENGAJUAN, tugas.id)]


def _opened(tugas: Tugas, row: asyncpg.Record) -> Pengajuan:
    # A person who was forgotten left no key.
    key = _key(tugas) if tugas.kunci else None
    words = {
        name: key.open(row[name], _context(name, row["id"])) if key and row[name] else ""
        for name in ("catatan", "jawaban")
    }
    return Pengajuan(**{**row, **words})


def _key(tugas: Tugas) -> SubjectKey:
    return SubjectKey.unwrap(tugas.kunci, tugas.id)


def _context(kolom: str, pengajuan_id: UUID) -> str:
    return f"pengajuan|{kolom}|{pengajuan_id}"
