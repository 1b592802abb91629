"""Every statement on the stay ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.registration.domisili.models import DomisiliRow, OrangRow
from shared.db import Connection

INSERT_DOMISILI = """
WITH baru AS (
    INSERT INTO domisili (
        id, permohonan_id, akun_id, kode_wilayah_asal, kode_wilayah_tujuan, keperluan,
        tanggal_mulai, tanggal_berakhir, opened_at
    ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    RETURNING id
)
INSERT INTO domisili_orang (orang_id, domisili_id, pengikut_id, jenis_kelamin, kelompok_umur)
SELECT o.orang_id, baru.id, o.pengikut_id, o.jenis_kelamin, o.kelompok_umur
FROM baru, unnest($10::uuid[], $11::uuid[], $12::text[], $13::text[])
    AS o (orang_id, pengikut_id, jenis_kelamin, kelompok_umur)
"""


async def insert_domisili(
    conn: Connection, row: DomisiliRow, orang: Sequence[OrangRow], opened_at: datetime
) -> None:
    """Open a stay with everyone in it."""
    await conn.execute(
        INSERT_DOMISILI, row.id, row.permohonan_id, row.akun_id, row.kode_wilayah_asal,
        row.kode_wilayah_tujuan, row.keperluan, row.tanggal_mulai, row.tanggal_berakhir,
        opened_at,
        [one.orang_id for one in orang],
        [one.pengikut_id for one in orang],
        [one.jenis_kelamin for one in orang],
        [one.kelompok_umur for one in orang],
    )  # fmt: skip


FIND_DOMISILI = """
SELECT id, permohonan_id, akun_id, kode_wilayah_asal, kode_wilayah_tujuan, keperluan,
    tanggal_mulai, tanggal_berakhir
FROM domisili WHERE permohonan_id = $1
"""


async def find_domisili(conn: Connection, permohonan_id: UUID) -> DomisiliRow | None:
    """Return the stay of a permohonan, or None."""
    row = await conn.fetchrow(FIND_DOMISILI, permohonan_id)
    return DomisiliRow(*row) if row else None


LIST_ORANG = """
SELECT orang_id, pengikut_id, jenis_kelamin, kelompok_umur
FROM domisili_orang WHERE domisili_id = $1 ORDER BY orang_id
"""


async def list_orang(conn: Connection, domisili_id: UUID) -> list[OrangRow]:
    """Return everyone who was in a stay when it opened."""
    return [OrangRow(*row) for row in await conn.fetch(LIST_ORANG, domisili_id)]
