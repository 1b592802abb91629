"""Every statement on aktivitas."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from services.reporting.dasbor.models import Sepi
from shared.db import Connection

SET_AKTIVITAS = """
INSERT INTO aktivitas (kode_kantor, terakhir_at) SELECT unnest($1::text[]), now()
ON CONFLICT (kode_kantor) DO UPDATE SET terakhir_at = excluded.terakhir_at
"""


async def set_aktivitas(conn: Connection, offices: Iterable[str]) -> None:
    """Note that stays in these offices' areas were just heard of."""
    await conn.execute(SET_AKTIVITAS, sorted(set(offices)))


LIST_SEPI = """
SELECT i.kode_kantor, coalesce(i.isi ->> 'nama', ''), a.terakhir_at
FROM instansi_dikenal AS i LEFT JOIN aktivitas AS a USING (kode_kantor)
WHERE i.kode_kantor <> '0' AND (i.kode_kantor LIKE '__.__' OR i.kode_kantor = '31')
    AND ($1 = '' OR i.kode_kantor = $1 OR starts_with(i.kode_kantor, $1 || '.')
        OR starts_with($1, i.kode_kantor || '.'))
    AND coalesce(a.terakhir_at, '-infinity') < $2
ORDER BY a.terakhir_at NULLS FIRST, i.kode_kantor LIMIT 100
"""


async def list_sepi(conn: Connection, kode: str, since: datetime) -> list[Sepi]:
    """Return the offices of an area (or the one above it) of which nothing was heard since."""
    return [Sepi(*row) for row in await conn.fetch(LIST_SEPI, kode, since)]
