"""Every statement on kabar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import orjson

from services.notifier.kabar.models import JenisKabar, KabarBaru, KabarRow
from shared.db import Connection
from shared.sesi.token import Principal

INSERT_KABAR = """
INSERT INTO kabar (id, jenis, subjek_id, version, wilayah, peran, isian, tautan, petugas_id)
SELECT b.id, b.jenis, b.subjek_id, b.version, b.wilayah,
    ARRAY(SELECT jsonb_array_elements_text(b.peran)), b.isian, b.tautan, b.petugas_id
FROM jsonb_to_recordset($1::text::jsonb) AS b
    (id uuid, jenis text, subjek_id uuid, version int, wilayah text, peran jsonb, isian jsonb,
     tautan text, petugas_id uuid)
ON CONFLICT (jenis, subjek_id, version, wilayah) DO NOTHING
"""


async def insert_kabar(conn: Connection, baru: Sequence[KabarBaru]) -> None:
    """Put news up; the same fact once for an area."""
    await conn.execute(INSERT_KABAR, orjson.dumps(list(baru), default=str).decode())


LIST_KABAR = """
SELECT k.id, k.nomor, k.jenis, k.isian::text AS isian, k.tautan, k.created_at,
    d.kabar_id IS NOT NULL AS is_read
FROM kabar AS k LEFT JOIN kabar_dibaca AS d ON d.kabar_id = k.id AND d.petugas_id = $3
WHERE k.wilayah = $1 AND $2 = ANY(k.peran) AND (k.petugas_id IS NULL OR k.petugas_id = $3)
  AND k.nomor < $4
ORDER BY k.nomor DESC LIMIT $5
"""


async def list_kabar(conn: Connection, who: Principal, before: int, limit: int) -> list[KabarRow]:
    """Return the newest news for an officer in his role over his area."""
    rows = await conn.fetch(LIST_KABAR, who.wilayah, who.peran, who.id, before, limit)
    return [_row(dict(row)) for row in rows]


def _row(row: dict[str, Any]) -> KabarRow:
    isian = orjson.loads(row["isian"])
    return KabarRow(**{**row, "jenis": JenisKabar(row["jenis"]), "isian": isian})


# A badge says 99+ anyway, so nobody counts beyond the newest hundred.
COUNT_UNREAD = """
SELECT count(*) FROM (
    SELECT id FROM kabar
    WHERE wilayah = $1 AND $2 = ANY(peran) AND (petugas_id IS NULL OR petugas_id = $3)
    ORDER BY nomor DESC LIMIT 100
) AS k
WHERE NOT EXISTS (SELECT FROM kabar_dibaca AS d WHERE d.kabar_id = k.id AND d.petugas_id = $3)
"""


async def count_unread(conn: Connection, who: Principal) -> int:
    """Return how many of the newest hundred an officer has not read."""
    return int(await conn.fetchval(COUNT_UNREAD, who.wilayah, who.peran, who.id))


SET_READ = """
INSERT INTO kabar_dibaca (kabar_id, petugas_id)
SELECT id, $3 FROM kabar
WHERE id = $4 AND wilayah = $1 AND $2 = ANY(peran)
  AND (petugas_id IS NULL OR petugas_id = $3)
ON CONFLICT DO NOTHING
"""


async def set_read(conn: Connection, who: Principal, kabar_id: UUID) -> None:
    """Note that an officer read one piece of news that is for him."""
    await conn.execute(SET_READ, who.wilayah, who.peran, who.id, kabar_id)


SET_ALL_READ = """
INSERT INTO kabar_dibaca (kabar_id, petugas_id)
SELECT id, $3 FROM kabar
WHERE wilayah = $1 AND $2 = ANY(peran) AND (petugas_id IS NULL OR petugas_id = $3)
ORDER BY nomor DESC LIMIT 1000
ON CONFLICT DO NOTHING
"""


async def set_all_read(conn: Connection, who: Principal) -> None:
    """Note that an officer read all that is for him."""
    await conn.execute(SET_ALL_READ, who.wilayah, who.peran, who.id)
