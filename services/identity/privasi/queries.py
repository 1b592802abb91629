"""Every statement on penghapusan and masa_tinggal, and those that forget."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from services.identity.privasi.models import Ikatan, Putusan
from services.identity.swafoto.models import Swafoto
from shared.db import Connection

INSERT_PENGHAPUSAN = """
INSERT INTO penghapusan (id, akun_id, status, sebab, boleh_sejak, requested_at)
VALUES ($1, $2, $3, $4, $5, $6)
"""


async def insert_penghapusan(
    conn: Connection, penghapusan_id: UUID, akun_id: UUID, putusan: Putusan, at: datetime
) -> None:
    """Keep a request and what became of it."""
    await conn.execute(
        INSERT_PENGHAPUSAN, penghapusan_id, akun_id,
        "granted" if putusan.is_granted else "refused", putusan.sebab, putusan.boleh_sejak, at,
    )  # fmt: skip


INSERT_HABIS = """
INSERT INTO penghapusan (id, akun_id, status, sebab, requested_at)
VALUES ($1, $2, 'granted', 'unused', $3)
"""


async def insert_habis(conn: Connection, penghapusan_id: UUID, akun_id: UUID, at: datetime) -> None:
    """Keep that an akun was forgotten without being asked: nobody used it for too long."""
    await conn.execute(INSERT_HABIS, penghapusan_id, akun_id, at)


LIST_UNUSED = """
SELECT id FROM akun WHERE used_at < $1 AND status IN ('registered', 'approved', 'rejected')
AND id > $2 ORDER BY id LIMIT 100
"""


async def list_unused(conn: Connection, before: datetime, after: UUID) -> list[UUID]:
    """Return akun with a final status whose owners were not here since, by id."""
    return [row["id"] for row in await conn.fetch(LIST_UNUSED, before, after)]


SET_MASA_TINGGAL = """
INSERT INTO masa_tinggal AS m (permohonan_id, tanggal_berakhir, version) VALUES ($1, $2, $3)
ON CONFLICT (permohonan_id) DO UPDATE SET
    tanggal_berakhir = excluded.tanggal_berakhir, version = excluded.version
WHERE m.version < excluded.version
"""


async def set_masa_tinggal(
    conn: Connection, permohonan_id: UUID, tanggal_berakhir: date, version: int
) -> None:
    """Note until when a stay lasts; older news changes nothing."""
    await conn.execute(SET_MASA_TINGGAL, permohonan_id, tanggal_berakhir, version)


FIND_IKATAN = """
SELECT coalesce(bool_or(m.permohonan_id IS NULL), false), max(m.tanggal_berakhir)
FROM izin_lihat AS i LEFT JOIN masa_tinggal AS m ON m.permohonan_id = i.permohonan_id
WHERE i.akun_id = $1 AND i.active
"""


async def get_ikatan(conn: Connection, akun_id: UUID) -> Ikatan:
    """Return what the law may hold on to of an akun."""
    row = await conn.fetchrow(FIND_IKATAN, akun_id)
    assert row is not None
    return Ikatan(*row)


LIST_SWAFOTO = """
SELECT id, kunci, nama_objek, akun_id FROM swafoto
WHERE akun_id = $1 OR id = (SELECT swafoto_id FROM akun WHERE id = $1)
"""


async def list_swafoto(conn: Connection, akun_id: UUID) -> list[Swafoto]:
    """Return every picture of an akun, also those that were replaced."""
    return [Swafoto(**dict(row)) for row in await conn.fetch(LIST_SWAFOTO, akun_id)]


DELETE_AKUN = "DELETE FROM akun WHERE id = $1"
DELETE_IZIN = """
WITH gone AS (DELETE FROM izin_lihat WHERE akun_id = $1 RETURNING permohonan_id)
DELETE FROM posisi_lihat WHERE permohonan_id IN (SELECT permohonan_id FROM gone)
"""
DELETE_DEVICES = "DELETE FROM perangkat WHERE subjek_id = $1"


async def delete_akun(conn: Connection, akun_id: UUID) -> None:
    """Forget an akun with its key and its devices; the trail keeps the bare id."""
    await conn.execute(DELETE_AKUN, akun_id)
    await conn.execute(DELETE_IZIN, akun_id)
    await conn.execute(DELETE_DEVICES, akun_id)
