"""Every statement on the delivery of proofs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.registration.bukti.models import Cara, Penyerahan, PenyerahanRow
from shared.db import Connection
from shared.sesi.token import Principal

# What was handed over or posted stays as it is.
UPSERT_CARA = """
INSERT INTO penyerahan AS p (permohonan_id, akun_id, cara, chosen_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (permohonan_id) DO UPDATE SET cara = excluded.cara, chosen_at = excluded.chosen_at
WHERE p.status IN ('waiting', 'ready', 'returned')
"""


async def upsert_cara(
    conn: Connection, permohonan_id: UUID, akun_id: UUID, cara: Cara, at: datetime
) -> bool:
    """Keep how the resident wants the proof; False once it was handed over or posted."""
    done = await conn.execute(UPSERT_CARA, permohonan_id, akun_id, cara, at)
    return bool(done == "INSERT 0 1")


FIND_PENYERAHAN = """
SELECT permohonan_id, cara, status, ready_at, nama_petugas, marked_at, nomor_kiriman
FROM penyerahan WHERE permohonan_id = $1
"""


async def find_penyerahan(conn: Connection, permohonan_id: UUID) -> Penyerahan | None:
    """Return how a proof is delivered, or None while nothing was chosen."""
    row = await conn.fetchrow(FIND_PENYERAHAN, permohonan_id)
    return Penyerahan(*row) if row else None


LOCK_PENYERAHAN = "SELECT FROM penyerahan WHERE permohonan_id = $1 FOR UPDATE"


async def lock_penyerahan(conn: Connection, permohonan_id: UUID) -> Penyerahan | None:
    """Return the delivery and hold it, so that two officers do not mark it twice."""
    await conn.execute(LOCK_PENYERAHAN, permohonan_id)
    return await find_penyerahan(conn, permohonan_id)


SET_READY = """
INSERT INTO penyerahan AS p (
    permohonan_id, akun_id, cara, chosen_at, status, kode_wilayah_tujuan, ready_at
) VALUES ($1, $2, 'email', $4, 'ready', $3, $4)
ON CONFLICT (permohonan_id) DO UPDATE
SET status = 'ready', kode_wilayah_tujuan = excluded.kode_wilayah_tujuan,
    ready_at = excluded.ready_at
RETURNING cara
"""


async def set_ready(
    conn: Connection, permohonan_id: UUID, akun_id: UUID, kode_wilayah: str, at: datetime
) -> Cara:
    """Note that the proof can be delivered and return how; by e-mail where nothing was chosen."""
    cara: Cara = await conn.fetchval(SET_READY, permohonan_id, akun_id, kode_wilayah, at)
    return cara


SET_MARK = """
UPDATE penyerahan SET status = $2, petugas_id = $3, nama_petugas = $4, marked_at = $5,
    nomor_kiriman = $6
WHERE permohonan_id = $1
"""


async def set_mark(
    conn: Connection, permohonan_id: UUID, mark: str, who: Principal, at: datetime, nomor: str
) -> None:
    """Note what became of a proof, who says so and when."""
    await conn.execute(SET_MARK, permohonan_id, mark, who.id, who.nama, at, nomor)


LIST_PENYERAHAN = """
SELECT p.permohonan_id, p.akun_id, b.nobukti, p.kode_wilayah_tujuan, p.cara, p.status, b.status,
    (SELECT count(*)::int FROM bukti_lembar WHERE bukti_id = b.id),
    p.ready_at, p.nama_petugas, p.marked_at, p.nomor_kiriman
FROM penyerahan p JOIN bukti b ON b.permohonan_id = p.permohonan_id
WHERE p.kode_wilayah_tujuan LIKE $1 || '%' AND p.cara <> 'email' AND p.status = ANY($2::text[])
ORDER BY p.ready_at, p.permohonan_id LIMIT $3 OFFSET $4
"""


async def list_penyerahan(
    conn: Connection, wilayah: str, status: list[str], limit: int, offset: int
) -> list[PenyerahanRow]:
    """Return what is to be handed over or posted in an area, the oldest first."""
    rows = await conn.fetch(LIST_PENYERAHAN, wilayah, status, limit, offset)
    return [PenyerahanRow(*row) for row in rows]


COUNT_PENYERAHAN = """
SELECT p.status, count(*)::int FROM penyerahan p
WHERE p.kode_wilayah_tujuan LIKE $1 || '%' AND p.cara <> 'email' GROUP BY p.status
"""


async def count_penyerahan(conn: Connection, wilayah: str) -> dict[str, int]:
    """Return how many deliveries of an area stand where."""
    return {row[0]: row[1] for row in await conn.fetch(COUNT_PENYERAHAN, wilayah)}
