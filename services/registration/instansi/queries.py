"""Every statement on instansi."""

from __future__ import annotations

import orjson

from shared.db import Connection
from shared.events.identity import InstansiChanged
from shared.wilayah.kode import Tingkat, kantor_of, tingkat_of

# An office that changed twice keeps the newer form, in whatever order the two are heard.
UPSERT_INSTANSI = """
INSERT INTO instansi AS known (kode_kantor, nama_lokal, version) VALUES ($1, $2, $3)
ON CONFLICT (kode_kantor) DO UPDATE
SET nama_lokal = excluded.nama_lokal, version = excluded.version
WHERE known.version < excluded.version
"""


async def upsert_instansi(conn: Connection, event: InstansiChanged) -> None:
    """Keep what the office calls its areas, unless something newer is known."""
    words = orjson.dumps(event.nama_lokal).decode()
    await conn.execute(UPSERT_INSTANSI, event.kode_kantor, words, event.version)


FIND_NAMA_LOKAL = "SELECT nama_lokal FROM instansi WHERE kode_kantor = $1"


async def find_nama_lokal(conn: Connection, kode: str) -> dict[str, str]:
    """Return what the office of an area calls its areas (`kecamatan` → `Kapanewon`), often nothing.

    Above the regency there is no office to ask.
    """
    if not kode or tingkat_of(kode) < Tingkat.KABUPATEN:
        return {}
    kept = await conn.fetchval(FIND_NAMA_LOKAL, kantor_of(kode))
    return dict(orjson.loads(kept)) if kept else {}
