"""Every statement on pauses."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import orjson

from services.verification.antrean.models import Kabar, Tugas
from services.verification.jeda.rules import Jeda
from shared.db import Connection

# The last tugas before each of these submissions, if it ended by asking for a correction.
LIST_JEDA = """
SELECT baru.subjek_id, baru.version, lama.decided_at, lama.tenggat
FROM unnest($1::uuid[], $2::int[]) AS baru (subjek_id, version)
CROSS JOIN LATERAL (
    SELECT keputusan, decided_at, tenggat FROM tugas
    WHERE jenis = 'permohonan' AND subjek_id = baru.subjek_id AND subjek_version < baru.version
    ORDER BY subjek_version DESC LIMIT 1
) AS lama
WHERE lama.keputusan = 'returned'
"""


async def list_jeda(
    conn: Connection, submissions: Sequence[tuple[UUID, int]]
) -> dict[tuple[UUID, int], Jeda]:
    """Return the pause that each submission (permohonan, version) ends; most end none."""
    ids, versions = zip(*submissions, strict=True)
    rows = await conn.fetch(LIST_JEDA, ids, versions)
    return {
        (row["subjek_id"], row["version"]): Jeda(row["decided_at"], row["tenggat"]) for row in rows
    }


GET_KABAR = "SELECT kabar FROM subjek WHERE jenis = $1 AND subjek_id = $2"


async def get_kabar(conn: Connection, tugas: Tugas) -> dict[str, Kabar]:
    """Return all that was heard of the tugas' subject."""
    found = await conn.fetchval(GET_KABAR, tugas.jenis, tugas.subjek_id)
    return orjson.loads(found) if found else {}
