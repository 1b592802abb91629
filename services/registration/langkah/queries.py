"""Every statement on the levels that check a permohonan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.registration.langkah.models import LangkahRow
from services.registration.permohonan.queries import id_in
from shared.db import Connection
from shared.policy import Match
from shared.rantai import tempat_of

# unnest would flatten arrays of arrays: a chain comes as the text of an array.
INSERT_LANGKAH = """
INSERT INTO langkah (permohonan_id, dikirim, version, jenjang, rantai, at)
SELECT id, dikirim, version, jenjang, rantai::text[], at
FROM unnest($1::uuid[], $2::int[], $3::int[], $4::text[], $5::text[], $6::timestamptz[])
    AS baru (id, dikirim, version, jenjang, rantai, at)
ON CONFLICT DO NOTHING
"""
Baru = tuple[UUID, int, int, str, Sequence[str], datetime | None]


async def insert_langkah(conn: Connection, baru: Sequence[Baru]) -> None:
    """Note where permohonan wait: (permohonan, submission, version, level, chain, since)."""
    rows = [(*one[:4], f"{{{','.join(one[4])}}}", one[5]) for one in baru]
    await conn.execute(INSERT_LANGKAH, *zip(*rows, strict=True))


LIST_LANGKAH = """
SELECT jenjang, rantai, at FROM langkah WHERE permohonan_id = $1 AND dikirim = $2 ORDER BY version
"""


async def list_langkah(conn: Connection, permohonan_id: UUID, dikirim: int) -> list[LangkahRow]:
    """Return where this submission of a permohonan waited, in order."""
    return [LangkahRow(*row) for row in await conn.fetch(LIST_LANGKAH, permohonan_id, dikirim)]


FIND_POSISI = """
SELECT l.jenjang, p.kode_wilayah_tujuan
FROM permohonan AS p JOIN langkah AS l ON l.permohonan_id = p.id AND l.dikirim = p.dikirim_version
WHERE p.id = $1 AND p.status IN ('submitted', 'claimed')
ORDER BY l.version DESC LIMIT 1
"""


async def posisi_of_permohonan(conn: Connection, match: Match) -> list[tuple[str, str]]:
    """Return level and area where the permohonan in the address waits; nothing once it is decided.

    Only there may the officers of a level below the office look at it.
    """
    permohonan_id = id_in(match)
    if permohonan_id is None:
        return []
    rows = await conn.fetch(FIND_POSISI, permohonan_id)
    return [(jenjang, tempat_of(jenjang, tujuan)) for jenjang, tujuan in rows]
