"""Every statement on the steps of a chain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import asyncpg
import orjson

from services.verification.antrean.models import Checklist, Petugas, Tugas
from services.verification.antrean.rows import to_tugas
from services.verification.rantai.models import Langkah, Tindakan
from shared.crypto import SubjectKey
from shared.db import Connection
from shared.policy import Match
from shared.rantai import tempat_of

LIST_POSISI = """
SELECT jenjang, kode_wilayah_tujuan FROM tugas WHERE id = $1 AND jenis = 'permohonan'
UNION
SELECT langkah.jenjang, tugas.kode_wilayah_tujuan
FROM langkah JOIN tugas ON tugas.id = langkah.tugas_id WHERE langkah.tugas_id = $1
"""


async def posisi_of_tugas(conn: Connection, match: Match) -> list[tuple[str, str]]:
    """Return level and area for each place where the tugas in the address stands or stood."""
    try:
        tugas_id = UUID(match["tugas_id"])
    except ValueError:
        return []
    rows = await conn.fetch(LIST_POSISI, tugas_id)
    return [(jenjang, tempat_of(jenjang, tujuan)) for jenjang, tujuan in rows]


# The claim ends with the step: at the next level the tugas is free, not late, its checks open.
SET_MOVED = """
UPDATE tugas SET jenjang = $2, tenggat = $3, diserahkan_at = $4, diserahkan_nama = $5,
    checklist = '{}', eskalasi = '', claimed_by = NULL, claimed_nama = '', claimed_at = NULL,
    claimed_until = NULL, version = version + 1
WHERE id = $1 RETURNING version
"""


async def set_moved(
    conn: Connection, tugas: Tugas, petugas: Petugas, ke: str, tenggat: datetime, at: datetime
) -> int:
    """Let the tugas wait at another level, under that level's clock; return the new version."""
    values = (tugas.id, ke, tenggat, at, petugas.nama)
    return int(await conn.fetchval(SET_MOVED, *values))


INSERT_LANGKAH = """
INSERT INTO langkah (tugas_id, version, jenjang, antrean, tindakan, ke, at, petugas_id,
    petugas_nama, peran, fence, checklist, alasan, catatan)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb, $13, $14)
"""


async def insert_langkah(
    conn: Connection, tugas: Tugas, petugas: Petugas, langkah: Langkah, checklist: Checklist
) -> None:
    """Keep a step; its words for officers are sealed with the tugas' key."""
    await conn.execute(
        INSERT_LANGKAH, tugas.id, langkah.version, langkah.jenjang, tugas.antrean,
        langkah.tindakan, langkah.ke, langkah.at, petugas.id, petugas.nama, petugas.peran,
        tugas.fence, orjson.dumps(checklist).decode(), list(langkah.alasan),
        _sealed(tugas, langkah),
    )  # fmt: skip


def _sealed(tugas: Tugas, langkah: Langkah) -> bytes | None:
    if not langkah.catatan:
        return None
    key = SubjectKey.unwrap(tugas.kunci, tugas.id)
    return key.seal(langkah.catatan, _context(tugas.id, langkah.version))


def _context(tugas_id: UUID, version: int) -> str:
    return f"langkah|catatan|{tugas_id}|{version}"


IS_DONE = """
SELECT EXISTS (SELECT FROM langkah
    WHERE tugas_id = $1 AND petugas_id = $2 AND fence = $3 AND tindakan = $4)
"""


async def is_done(
    conn: Connection, tugas_id: UUID, petugas_id: UUID, fence: int, tindakan: Tindakan
) -> bool:
    """Tell whether the officer made this step from this claim already."""
    return bool(await conn.fetchval(IS_DONE, tugas_id, petugas_id, fence, tindakan))


IS_OF = """
SELECT EXISTS (SELECT FROM langkah WHERE tugas_id = $1 AND version = $2 AND petugas_id = $3)
"""


async def is_of(conn: Connection, tugas_id: UUID, version: int, petugas_id: UUID) -> bool:
    """Tell whether a step is this officer's."""
    return bool(await conn.fetchval(IS_OF, tugas_id, version, petugas_id))


LIST_LANGKAH = """
SELECT version, jenjang, tindakan, ke, at, petugas_nama, peran, alasan, catatan
FROM langkah WHERE tugas_id = $1 ORDER BY version
"""


async def list_langkah(conn: Connection, tugas: Tugas) -> list[Langkah]:
    """Return the steps of a tugas, in order; the words of somebody forgotten are gone."""
    key = SubjectKey.unwrap(tugas.kunci, tugas.id) if tugas.kunci else None
    rows: Sequence[asyncpg.Record] = await conn.fetch(LIST_LANGKAH, tugas.id)
    return [_langkah(row, tugas.id, key) for row in rows]


def _langkah(row: asyncpg.Record, tugas_id: UUID, key: SubjectKey | None) -> Langkah:
    catatan = row["catatan"]
    words = key.open(catatan, _context(tugas_id, row["version"])) if key and catatan else ""
    return Langkah(**{**dict(row), "alasan": tuple(row["alasan"]), "catatan": words})


LIST_HANDED = """
SELECT tugas.*, coalesce(claimed_until > now(), false) AS is_claimed
FROM (
    SELECT tugas_id, max(at) AS at FROM (
        SELECT tugas_id, at FROM langkah
        WHERE antrean = $1 AND ($2::uuid IS NULL OR petugas_id = $2)
        UNION ALL
        SELECT id, decided_at FROM tugas
        WHERE antrean = $1 AND decided_at IS NOT NULL AND jenjang <> 'dinas'
          AND ($2::uuid IS NULL OR decided_by = $2)
    ) AS semua GROUP BY tugas_id ORDER BY max(at) DESC LIMIT $3
) AS diserahkan JOIN tugas ON tugas.id = diserahkan.tugas_id
ORDER BY diserahkan.at DESC
"""


async def list_handed(conn: Connection, petugas: Petugas, saya: bool, limit: int) -> list[Tugas]:
    """Return what the officer's level, or he himself, has handed on or returned, latest first."""
    mine = petugas.id if saya else None
    rows = await conn.fetch(LIST_HANDED, petugas.antrean, mine, limit)
    return [to_tugas(row) for row in rows]
