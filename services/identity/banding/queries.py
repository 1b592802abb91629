"""Every statement on banding."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.identity.banding.models import Banding
from shared.crypto import SubjectKey
from shared.db import Connection

INSERT_BANDING = """
INSERT INTO banding (id, blokir_id, isi_sealed, submitted_at) VALUES ($1, $2, $3, $4)
"""


async def insert_banding(
    conn: Connection, banding_id: UUID, blokir_id: UUID, isi: str, at: datetime, key: SubjectKey
) -> None:
    """Keep an appeal, sealed with the person's key."""
    sealed = key.seal(isi, _context("isi", banding_id))
    await conn.execute(INSERT_BANDING, banding_id, blokir_id, sealed, at)


FIND_BANDING = """
SELECT id, isi_sealed, submitted_at, jawaban, catatan_sealed, answered_nama FROM banding
WHERE blokir_id = $1
"""


async def find_banding(conn: Connection, blokir_id: UUID, key: SubjectKey) -> Banding | None:
    """Return the appeal against a block, opened with the person's key."""
    row = await conn.fetchrow(FIND_BANDING, blokir_id)
    if row is None:
        return None
    note: bytes | None = row["catatan_sealed"]
    return Banding(
        id=row["id"], isi=key.open(row["isi_sealed"], _context("isi", row["id"])),
        submitted_at=row["submitted_at"], jawaban=row["jawaban"],
        catatan=key.open(note, _context("catatan", row["id"])) if note else "",
        answered_nama=row["answered_nama"],
    )  # fmt: skip


SET_ANSWERED = """
UPDATE banding SET jawaban = $2, catatan_sealed = $3, answered_at = $4, answered_by = $5,
    answered_nama = $6
WHERE id = $1
"""


async def set_answered(
    conn: Connection, banding_id: UUID, jawaban: str, catatan: str, at: datetime,
    petugas_id: UUID, nama: str, key: SubjectKey,
) -> None:  # fmt: skip
    """Keep the office's answer."""
    note = key.seal(catatan, _context("catatan", banding_id))
    await conn.execute(SET_ANSWERED, banding_id, jawaban, note, at, petugas_id, nama)


def _context(column: str, banding_id: UUID) -> str:
    return f"banding|{column}_sealed|{banding_id}"
