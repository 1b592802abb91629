"""Every statement on the offices that a service knows."""

from __future__ import annotations

from collections.abc import Iterable

from shared.db import Connection
from shared.events.identity import InstansiChanged
from shared.instansi.models import Instansi
from shared.instansi.rules import default_jabatan, default_nama
from shared.wilayah import queries as wilayah
from shared.wilayah.kode import Tingkat, kantor_of, tingkat_of, zona_of

# An office that changed twice keeps the newer form, in whatever order the two are heard.
UPSERT_INSTANSI = """
INSERT INTO instansi_dikenal AS known (kode_kantor, version, isi) VALUES ($1, $2, $3::jsonb)
ON CONFLICT (kode_kantor) DO UPDATE SET version = excluded.version, isi = excluded.isi
WHERE known.version < excluded.version
"""


async def upsert_instansi(conn: Connection, event: InstansiChanged) -> None:
    """Keep the office as it is from now on, unless something newer is known."""
    isi = event.model_dump_json(exclude={"aggregate_id", "version", "pribadi"})
    await conn.execute(UPSERT_INSTANSI, event.kode_kantor, event.version, isi)


FIND_INSTANSI = "SELECT isi::text FROM instansi_dikenal WHERE kode_kantor = $1"


async def get_instansi(conn: Connection, kode_kantor: str) -> Instansi:
    """Return the office of `kode_kantor`, by its area's name alone if nothing more is known."""
    isi = await conn.fetchval(FIND_INSTANSI, kode_kantor)
    if isi:
        return Instansi.model_validate_json(isi)
    nama = default_nama(kode_kantor, await wilayah.nama_lengkap(conn, kode_kantor))
    return Instansi(
        kode_kantor=kode_kantor, nama=nama, jabatan_kepala=default_jabatan(kode_kantor),
        zona=zona_of(kode_kantor),
    )  # fmt: skip


LIST_KNOWN = "SELECT isi::text FROM instansi_dikenal WHERE kode_kantor = ANY ($1::text[])"


async def list_known(conn: Connection, kodes: Iterable[str]) -> list[Instansi]:
    """Return those of the offices that have introduced themselves."""
    rows = await conn.fetch(LIST_KNOWN, list(kodes))
    return [Instansi.model_validate_json(row["isi"]) for row in rows]


async def find_nama_lokal(conn: Connection, kode: str) -> dict[str, str]:
    """Return what the office of an area calls its areas (`kecamatan` → `Kapanewon`), often nothing.

    Above the regency there is no office to ask.
    """
    if not kode or tingkat_of(kode) < Tingkat.KABUPATEN:
        return {}
    known = await list_known(conn, [kantor_of(kode)])
    return known[0].nama_lokal if known else {}


LIST_NAMA = """
SELECT kode_kantor, isi ->> 'nama' AS nama FROM instansi_dikenal
WHERE kode_kantor = ANY ($1::text[])
"""


async def list_nama(conn: Connection, kodes: Iterable[str]) -> dict[str, str]:
    """Return code → name of many offices, those that introduced themselves and others."""
    wanted = sorted(set(kodes))
    known = {row["kode_kantor"]: row["nama"] for row in await conn.fetch(LIST_NAMA, wanted)}
    areas = await wilayah.list_nama(conn, [kode for kode in wanted if kode not in known])
    return known | {kode: default_nama(kode, nama) for kode, nama in areas.items()}
