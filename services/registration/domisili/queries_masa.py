"""When each person of a stay is in it, as the ledger stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.db import Connection


@dataclass(frozen=True)
class Masa:
    """One person's time in a stay: from `mulai` until before `selesai`."""

    orang_id: UUID
    pengikut_id: UUID | None
    mulai: date
    selesai: date


# Who was corrected out of a stay was never in it: from its first day until before its first day.
LIST_MASA = """
SELECT o.orang_id, o.pengikut_id, coalesce(m.mulai, d.tanggal_mulai) AS mulai,
    coalesce(m.selesai, d.tanggal_mulai) AS selesai
FROM domisili AS d JOIN domisili_orang AS o ON o.domisili_id = d.id
    LEFT JOIN domisili_masa AS m ON m.orang_id = o.orang_id AND m.known_until = 'infinity'
WHERE d.permohonan_id = $1 ORDER BY o.pengikut_id IS NOT NULL, o.orang_id
"""


async def list_masa(conn: Connection, permohonan_id: UUID) -> Sequence[Masa]:
    """Return everyone of a permohonan's stay, the applicant first; nobody where none opened."""
    return [Masa(*row) for row in await conn.fetch(LIST_MASA, permohonan_id)]


FIND_MASA = """
SELECT o.orang_id, o.pengikut_id, coalesce(m.mulai, d.tanggal_mulai) AS mulai,
    coalesce(m.selesai, d.tanggal_mulai) AS selesai
FROM domisili_orang AS o JOIN domisili AS d ON d.id = o.domisili_id
    LEFT JOIN domisili_masa AS m ON m.orang_id = o.orang_id AND m.known_until = 'infinity'
WHERE o.orang_id = $1
"""


async def find_masa(conn: Connection, orang_id: UUID) -> Masa | None:
    """Return one person's time in a stay."""
    row = await conn.fetchrow(FIND_MASA, orang_id)
    return Masa(*row) if row else None
