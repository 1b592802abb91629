"""Every statement on who does what: officers, the limit, several tugas at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from services.verification.antrean.models import Petugas, Tugas
from services.verification.antrean.rows import to_tugas
from services.verification.pembagian.models import BATAS, Rekan, Ruang
from shared.db import Connection

# An officer's facts are numbered, so the newest wins whenever it comes.
SAVE_PETUGAS = """
INSERT INTO petugas AS p (petugas_id, kode_kantor, peran, nama, is_active, version)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (petugas_id, kode_kantor, peran) DO UPDATE
SET is_active = excluded.is_active, version = excluded.version,
    nama = CASE WHEN excluded.nama = '' THEN p.nama ELSE excluded.nama END
WHERE p.version < excluded.version
"""


async def save_petugas(
    conn: Connection, petugas: Petugas, *, is_active: bool, version: int
) -> None:
    """Keep that an officer acts in a role of an office, or does no longer."""
    await conn.execute(
        SAVE_PETUGAS, petugas.id, petugas.kode_kantor, petugas.peran, petugas.nama, is_active,
        version,
    )  # fmt: skip


LIST_REKAN = """
SELECT p.petugas_id AS id, (array_agg(p.nama ORDER BY p.version DESC))[1] AS nama,
    array_agg(p.peran ORDER BY p.peran) AS peran,
    (SELECT count(*) FROM tugas AS t
     WHERE t.claimed_by = p.petugas_id AND t.status = 'open' AND t.kode_kantor = $1
       AND t.claimed_until > now()) AS dipegang
FROM petugas AS p
WHERE p.kode_kantor = $1 AND p.is_active AND p.peran = ANY($2::text[])
GROUP BY p.petugas_id ORDER BY nama, p.petugas_id
"""


async def list_rekan(conn: Connection, kode_kantor: str, peran: Collection[str]) -> list[Rekan]:
    """Return the officers of an office in one of these roles, by name, and what they hold."""
    rows = await conn.fetch(LIST_REKAN, kode_kantor, list(peran))
    return [Rekan(row["id"], row["nama"], tuple(row["peran"]), row["dipegang"]) for row in rows]


GET_RUANG = """
SELECT coalesce((SELECT batas FROM pembagian WHERE kode_kantor = $1), $3) AS batas,
    (SELECT count(*) FROM tugas WHERE claimed_by = $2 AND status = 'open' AND kode_kantor = $1
       AND claimed_until > now()) AS dipegang
"""


async def get_ruang(conn: Connection, kode_kantor: str, petugas_id: UUID) -> Ruang:
    """Return how many open tugas of the office an officer may hold, and how many he does."""
    row = await conn.fetchrow(GET_RUANG, kode_kantor, petugas_id, BATAS)
    assert row is not None
    return Ruang(row["batas"], row["dipegang"])


SAVE_BATAS = """
INSERT INTO pembagian (kode_kantor, batas, changed_by, changed_nama) VALUES ($1, $2, $3, $4)
ON CONFLICT (kode_kantor) DO UPDATE SET batas = excluded.batas, changed_at = now(),
    changed_by = excluded.changed_by, changed_nama = excluded.changed_nama
"""


async def save_batas(conn: Connection, petugas: Petugas, batas: int) -> None:
    """Keep how many open tugas one officer of the office may hold, and who said so."""
    await conn.execute(SAVE_BATAS, petugas.kode_kantor, batas, petugas.id, petugas.nama)


# Sets what SET_CLAIMED sets; steps past what somebody else is taking at this moment.
TAKE = """
WITH free AS MATERIALIZED (
    SELECT id FROM tugas
    WHERE id = ANY($2::uuid[]) AND antrean = $1 AND status = 'open'
      AND (claimed_until IS NULL OR claimed_until <= now()) AND (NOT diajukan OR $7)
    ORDER BY tenggat, id LIMIT $6 FOR UPDATE SKIP LOCKED
)
UPDATE tugas AS t SET claimed_by = $3, claimed_nama = $4, claimed_at = now(),
    claimed_until = $5, fence = fence + 1, version = version + (fence = 0)::int
FROM free WHERE t.id = free.id
RETURNING t.*, t.claimed_until > now() AS is_claimed
"""


async def take(
    conn: Connection, ids: Sequence[UUID], pemegang: Petugas, until: datetime, limit: int
) -> list[Tugas]:
    """Give an officer the free ones of these tugas of his office, nearest deadlines first."""
    rows = await conn.fetch(
        TAKE, pemegang.kode_kantor, list(ids), pemegang.id, pemegang.nama, until, limit,
        pemegang.is_atasan,
    )  # fmt: skip
    return [to_tugas(row) for row in rows]


LIST_BY_ID = """
SELECT *, coalesce(claimed_until > now(), false) AS is_claimed FROM tugas
WHERE id = ANY($2::uuid[]) AND kode_kantor = $1 ORDER BY tenggat, id
"""


async def list_by_id(conn: Connection, kode_kantor: str, ids: Sequence[UUID]) -> list[Tugas]:
    """Return those of these tugas that are the office's."""
    return [to_tugas(row) for row in await conn.fetch(LIST_BY_ID, kode_kantor, list(ids))]
