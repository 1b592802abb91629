"""Every statement on cases, and the search for whom they are about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.registration.kasus.models import Ganda, KasusRow, Sisi
from services.registration.permohonan.queries import id_in
from shared.db import Connection
from shared.errors import NotFound
from shared.policy import Match

# Two stays that open at the same moment must see each other: one waits for the other.
LOCK_NIK = """
SELECT pg_advisory_xact_lock(hashtextextended(encode(nik_index, 'hex'), 20151))
FROM (
    SELECT DISTINCT nik_index FROM domisili_orang
    WHERE domisili_id = $1 AND nik_index IS NOT NULL ORDER BY nik_index
) AS satu
"""
LIST_GANDA = """
WITH pasangan AS (
    SELECT lain.domisili_id, array_agg(saya.orang_id ORDER BY saya.orang_id) AS saya_ids,
        array_agg(lain.orang_id ORDER BY lain.orang_id) AS lain_ids,
        bool_and(saya.pengikut_id IS NOT NULL AND lain.pengikut_id IS NOT NULL) AS is_pengikut
    FROM domisili_orang AS saya
    JOIN domisili_masa AS ms ON ms.orang_id = saya.orang_id AND ms.known_until = 'infinity'
    JOIN domisili_orang AS lain
        ON lain.nik_index = saya.nik_index AND lain.domisili_id <> saya.domisili_id
    JOIN domisili_masa AS ml ON ml.orang_id = lain.orang_id AND ml.known_until = 'infinity'
    WHERE saya.domisili_id = $1 AND ms.mulai < ml.selesai AND ml.mulai < ms.selesai
        AND ms.selesai > $2 AND ml.selesai > $2
    GROUP BY lain.domisili_id
)
SELECT x.is_pengikut,
    d.id, d.permohonan_id, d.akun_id, p.nobukti, d.kode_wilayah_tujuan, d.kode_wilayah_asal,
    x.saya_ids,
    l.id, l.permohonan_id, l.akun_id, q.nobukti, l.kode_wilayah_tujuan, l.kode_wilayah_asal,
    x.lain_ids
FROM pasangan AS x
JOIN domisili AS l ON l.id = x.domisili_id JOIN permohonan AS q ON q.id = l.permohonan_id
JOIN domisili AS d ON d.id = $1 JOIN permohonan AS p ON p.id = d.permohonan_id
ORDER BY l.id
"""


async def list_ganda(conn: Connection, domisili_id: UUID, today: date) -> list[Ganda]:
    """Return the other stays that go on at the same time with somebody of this one in them.

    Holds these persons until the transaction ends.
    """
    await conn.fetch(LOCK_NIK, domisili_id)
    rows = await conn.fetch(LIST_GANDA, domisili_id, today)
    return [_ganda(*row) for row in rows]


def _ganda(is_pengikut: bool, *sides: Any) -> Ganda:
    half = len(sides) // 2
    baru, lama = Sisi(*sides[:half]), Sisi(*sides[half:])
    return Ganda(baru, lama, "pengikut_ganda" if is_pengikut else "domisili_ganda")


INSERT_KASUS = """
INSERT INTO kasus (id, jenis, domisili_id, lain_id, kode_kantor, orang_ids, opened_at)
SELECT k.id, k.jenis, k.domisili_id, k.lain_id, k.kode_kantor, k.orang_ids::uuid[], $1
FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::text[], $7::text[])
    AS k (id, jenis, domisili_id, lain_id, kode_kantor, orang_ids)
ON CONFLICT (domisili_id, lain_id) DO NOTHING
RETURNING id
"""


async def insert_kasus(conn: Connection, kasus: Sequence[KasusRow], at: datetime) -> set[UUID]:
    """Keep cases, each pair of stays once for an office, and return the ids of the new ones."""
    rows = await conn.fetch(
        INSERT_KASUS, at,
        [one.id for one in kasus],
        [one.jenis for one in kasus],
        [one.domisili_id for one in kasus],
        [one.lain_id for one in kasus],
        [one.kode_kantor for one in kasus],
        [f"{{{','.join(map(str, one.orang_ids))}}}" for one in kasus],
    )  # fmt: skip
    return {row[0] for row in rows}


GET_KASUS = """
SELECT id, jenis, domisili_id, lain_id, kode_kantor, orang_ids, version, status, hasil, opened_at
FROM kasus WHERE id = $1
"""


async def get_kasus(conn: Connection, kasus_id: UUID) -> KasusRow:
    """Return a case; raises NotFound."""
    row = await conn.fetchrow(GET_KASUS, kasus_id)
    if row is None:
        raise NotFound
    return KasusRow(*row)


SET_CLOSED = """
UPDATE kasus SET status = 'closed', hasil = $2, closed_at = $3, version = version + 1
WHERE id = $1 AND status = 'open' AND kode_kantor = $4
RETURNING id, jenis, domisili_id, lain_id, kode_kantor, orang_ids, version, status, hasil, opened_at
"""


async def set_closed(
    conn: Connection, kasus_id: UUID, hasil: str, at: datetime, kode_kantor: str
) -> KasusRow | None:
    """Close a case of this office and return it; None if it is closed, another's or unknown."""
    row = await conn.fetchrow(SET_CLOSED, kasus_id, hasil, at, kode_kantor)
    return KasusRow(*row) if row else None


NOMOR_OF = """
SELECT p.nobukti, d.kode_wilayah_tujuan, d.permohonan_id
FROM domisili AS d JOIN permohonan AS p ON p.id = d.permohonan_id WHERE d.id = $1
"""


async def nomor_of(conn: Connection, domisili_id: UUID) -> tuple[str, str, UUID]:
    """Return the number, the village and the permohonan of a stay."""
    row = await conn.fetchrow(NOMOR_OF, domisili_id)
    if row is None:
        raise NotFound
    return row[0], row[1], row[2]


AREA_OF_KASUS = "SELECT kode_kantor FROM kasus WHERE id = $1"


async def area_of_kasus(conn: Connection, match: Match) -> list[str]:
    """Return the office that is asked; nothing if there is no such case."""
    kasus_id = id_in(match, "kasus_id")
    return [row[0] for row in await conn.fetch(AREA_OF_KASUS, kasus_id)] if kasus_id else []
