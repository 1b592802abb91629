"""Every statement on instansi."""

from __future__ import annotations

from collections.abc import Iterable

import orjson

from services.verification.instansi.models import JamKerja
from services.verification.instansi.rules import jam_kerja_of
from shared.db import Connection
from shared.events.identity import InstansiChanged
from shared.wilayah.kode import zona_of

# An office that changed twice keeps the newer form, in whatever order the two are heard.
UPSERT_INSTANSI = """
INSERT INTO instansi AS known (kode_kantor, zona, jam_mingguan, libur, version)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (kode_kantor) DO UPDATE
SET zona = excluded.zona, jam_mingguan = excluded.jam_mingguan, libur = excluded.libur,
    version = excluded.version
WHERE known.version < excluded.version
"""


async def upsert_instansi(conn: Connection, event: InstansiChanged) -> None:
    """Keep when the office is open from now on, unless something newer is known."""
    await conn.execute(
        UPSERT_INSTANSI, event.kode_kantor, event.zona,
        orjson.dumps(event.jam_mingguan).decode(), orjson.dumps(event.libur).decode(),
        event.version,
    )  # fmt: skip


LIST_JAM_KERJA = """
SELECT kode_kantor, zona, jam_mingguan, libur FROM instansi WHERE kode_kantor = ANY($1::text[])
"""


async def list_jam_kerja(conn: Connection, kodes: Iterable[str]) -> dict[str, JamKerja]:
    """Return kode → working time of offices; one that has told nothing works as most do."""
    wanted = sorted(set(kodes))
    found = {kode: jam_kerja_of(zona_of(kode), {}) for kode in wanted}
    for row in await conn.fetch(LIST_JAM_KERJA, wanted):
        found[row["kode_kantor"]] = jam_kerja_of(
            row["zona"], orjson.loads(row["jam_mingguan"]), orjson.loads(row["libur"])
        )
    return found


async def get_jam_kerja(conn: Connection, kode_kantor: str) -> JamKerja:
    """Return the working time of one office."""
    return (await list_jam_kerja(conn, [kode_kantor]))[kode_kantor]
