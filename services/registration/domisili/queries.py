"""Every statement that asks the stay ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import asyncpg

from services.registration.domisili.models import CatatanRow, DomisiliRow, Keadaan, Masa, OrangRow
from shared.db import Connection
from shared.errors import NotFound

FIND_DOMISILI = """
SELECT id, permohonan_id, akun_id, kode_wilayah_asal, kode_wilayah_tujuan, keperluan,
    tanggal_mulai, tanggal_berakhir, zona, version, recorded_at, jatuh_tempo
FROM domisili WHERE permohonan_id = $1
"""


async def find_domisili(conn: Connection, permohonan_id: UUID) -> DomisiliRow | None:
    """Return the stay of a permohonan, or None."""
    row = await conn.fetchrow(FIND_DOMISILI, permohonan_id)
    return DomisiliRow(*row) if row else None


LOCK_DOMISILI = """
SELECT id, permohonan_id, akun_id, kode_wilayah_asal, kode_wilayah_tujuan, keperluan,
    tanggal_mulai, tanggal_berakhir, zona, version, recorded_at, jatuh_tempo
FROM domisili WHERE permohonan_id = $1 FOR NO KEY UPDATE
"""


async def lock_domisili(conn: Connection, permohonan_id: UUID) -> DomisiliRow:
    """Return the stay of a permohonan and hold it; raises NotFound."""
    row = await conn.fetchrow(LOCK_DOMISILI, permohonan_id)
    if row is None:
        raise NotFound
    return DomisiliRow(*row)


PERMOHONAN_OF = "SELECT permohonan_id FROM domisili WHERE id = $1"


async def permohonan_of(conn: Connection, domisili_id: UUID) -> UUID:
    """Return the permohonan of a stay; raises NotFound."""
    found: UUID | None = await conn.fetchval(PERMOHONAN_OF, domisili_id)
    if found is None:
        raise NotFound
    return found


LIST_ORANG = """
SELECT orang_id, pengikut_id, jenis_kelamin, kelompok_umur
FROM domisili_orang WHERE domisili_id = $1 ORDER BY orang_id
"""


async def list_orang(conn: Connection, domisili_id: UUID) -> list[OrangRow]:
    """Return everyone who was in a stay when it opened."""
    return [OrangRow(*row) for row in await conn.fetch(LIST_ORANG, domisili_id)]


LIST_MASA = """
SELECT o.orang_id, o.pengikut_id, o.jenis_kelamin, o.kelompok_umur, m.domisili_id, m.mulai,
    m.selesai, m.sebab
FROM domisili_masa AS m JOIN domisili_orang AS o ON o.orang_id = m.orang_id
WHERE m.domisili_id = ANY($1::uuid[]) AND m.known_until = 'infinity'
ORDER BY o.orang_id
"""
LIST_MASA_KNOWN = """
SELECT o.orang_id, o.pengikut_id, o.jenis_kelamin, o.kelompok_umur, m.domisili_id, m.mulai,
    m.selesai, m.sebab
FROM domisili_masa AS m JOIN domisili_orang AS o ON o.orang_id = m.orang_id
WHERE m.domisili_id = ANY($1::uuid[]) AND m.known_until > $2 AND m.known_from <= $2
ORDER BY o.orang_id
"""


async def list_masa(
    conn: Connection, domisili_ids: Sequence[UUID], known_at: datetime | None = None
) -> list[Masa]:
    """Return everyone's time in these stays as it is known now, or as it was known then."""
    ids = list(domisili_ids)
    rows: list[asyncpg.Record] = (
        await conn.fetch(LIST_MASA, ids)
        if known_at is None
        else await conn.fetch(LIST_MASA_KNOWN, ids, known_at)
    )
    return [Masa(*row) for row in rows]


LIST_CATATAN = """
SELECT id, domisili_id, jenis, orang_ids, mulai, selesai, sebab, dihitung, mengoreksi, dasar,
    petugas_id, version, recorded_at
FROM domisili_catatan WHERE domisili_id = $1 ORDER BY version
"""


async def list_catatan(conn: Connection, domisili_id: UUID) -> list[CatatanRow]:
    """Return all that was recorded of a stay, the first first."""
    return [CatatanRow(*row) for row in await conn.fetch(LIST_CATATAN, domisili_id)]


COUNT_ORANG = """
SELECT count(*) FROM domisili AS d JOIN domisili_masa AS m ON m.domisili_id = d.id
WHERE d.kode_wilayah_tujuan LIKE $1 || '%' AND m.mulai <= $2 AND m.selesai > $2
    AND m.known_from <= $3 AND m.known_until > $3
"""


async def count_orang(conn: Connection, kode_wilayah: str, per: date, known_at: datetime) -> int:
    """Return how many persons stayed in an area on a day, as it was known then."""
    return int(await conn.fetchval(COUNT_ORANG, kode_wilayah, per, known_at))


# Of those whose time ends last: who only plans to, else the applicant.
LIST_KEADAAN = """
SELECT d.permohonan_id, d.tanggal_berakhir, coalesce(
    (array_agg(m.sebab ORDER BY m.sebab <> '', o.pengikut_id IS NOT NULL, m.sebab))[1], 'corrected'
)
FROM domisili AS d LEFT JOIN domisili_masa AS m
    ON m.domisili_id = d.id AND m.known_until = 'infinity' AND m.selesai = d.tanggal_berakhir
LEFT JOIN domisili_orang AS o ON o.orang_id = m.orang_id
WHERE d.permohonan_id = ANY($1::uuid[])
GROUP BY d.id
"""


async def list_keadaan(conn: Connection, permohonan_ids: Sequence[UUID]) -> dict[UUID, Keadaan]:
    """Return until when the stays of these permohonan last; nothing for those that have none."""
    rows = await conn.fetch(LIST_KEADAAN, list(permohonan_ids))
    return {permohonan_id: Keadaan(berakhir, sebab) for permohonan_id, berakhir, sebab in rows}


LIST_NOBUKTI = "SELECT id, nobukti FROM permohonan WHERE id = ANY($1::uuid[])"


async def list_nobukti(conn: Connection, permohonan_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return the numbers of permohonan."""
    return {row[0]: row[1] for row in await conn.fetch(LIST_NOBUKTI, list(permohonan_ids))}


LIST_WRONG = """
SELECT coalesce(h.orang_id, m.orang_id)
FROM domisili_hitungan AS h
FULL JOIN (SELECT * FROM domisili_masa WHERE known_until = 'infinity') AS m
    ON m.orang_id = h.orang_id
WHERE (h.mulai, h.selesai, h.sebab) IS DISTINCT FROM (m.mulai, m.selesai, m.sebab)
"""


async def list_wrong(conn: Connection) -> list[UUID]:
    """Return the persons whose kept time is not what the ledger, recounted, says: nobody."""
    return [row[0] for row in await conn.fetch(LIST_WRONG)]
