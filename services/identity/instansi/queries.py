"""Every statement on instansi."""

from __future__ import annotations

from uuid import UUID

import asyncpg
import orjson

from services.identity.instansi.models import Instansi
from shared.db import Connection

JSON = ("nama_lokal", "jam_mingguan", "libur")

FIND_INSTANSI = """
SELECT kode_kantor, nama, nama_kepala, jabatan_kepala, pangkat, nip, alamat, telepon, email,
    jam_kerja, zona, paket_formulir, kota_ttd, nama_lokal, jam_mingguan, libur
FROM instansi WHERE kode_kantor = $1
"""


async def find_instansi(conn: Connection, kode_kantor: str) -> Instansi | None:
    """Return the office, or None if it is not set up."""
    row = await conn.fetchrow(FIND_INSTANSI, kode_kantor)
    return _instansi(row) if row else None


SAVE_INSTANSI = """
INSERT INTO instansi AS i (id, version, kode_kantor, nama, nama_kepala, jabatan_kepala, pangkat,
    nip, alamat, telepon, email, jam_kerja, zona, paket_formulir, kota_ttd, nama_lokal,
    jam_mingguan, libur)
VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
ON CONFLICT (kode_kantor) DO UPDATE SET
    version = i.version + 1, nama = excluded.nama, nama_kepala = excluded.nama_kepala,
    jabatan_kepala = excluded.jabatan_kepala, pangkat = excluded.pangkat, nip = excluded.nip,
    alamat = excluded.alamat, telepon = excluded.telepon, email = excluded.email,
    jam_kerja = excluded.jam_kerja, zona = excluded.zona,
    paket_formulir = excluded.paket_formulir, kota_ttd = excluded.kota_ttd,
    nama_lokal = excluded.nama_lokal, jam_mingguan = excluded.jam_mingguan, libur = excluded.libur
WHERE (i.nama, i.nama_kepala, i.jabatan_kepala, i.pangkat, i.nip, i.alamat, i.telepon, i.email,
    i.jam_kerja, i.zona, i.paket_formulir, i.kota_ttd, i.nama_lokal, i.jam_mingguan, i.libur)
    IS DISTINCT FROM (excluded.nama, excluded.nama_kepala, excluded.jabatan_kepala,
    excluded.pangkat, excluded.nip, excluded.alamat, excluded.telepon, excluded.email,
    excluded.jam_kerja, excluded.zona, excluded.paket_formulir, excluded.kota_ttd,
    excluded.nama_lokal, excluded.jam_mingguan, excluded.libur)
RETURNING id, version
"""


async def save_instansi(
    conn: Connection, new_id: UUID, instansi: Instansi
) -> tuple[UUID, int] | None:
    """Keep the office; return its id and new version, or None if nothing changed."""
    values = instansi.model_dump()
    packed = values | {name: orjson.dumps(values[name]).decode() for name in JSON}
    row = await conn.fetchrow(SAVE_INSTANSI, new_id, *packed.values())
    return (row["id"], row["version"]) if row else None


LIST_INSTANSI = """
SELECT kode_kantor, nama, nama_kepala, jabatan_kepala, pangkat, nip, alamat, telepon, email,
    jam_kerja, zona, paket_formulir, kota_ttd, nama_lokal, jam_mingguan, libur
FROM instansi ORDER BY nama
"""


async def list_instansi(conn: Connection) -> list[Instansi]:
    """Return every office that is set up."""
    return [_instansi(row) for row in await conn.fetch(LIST_INSTANSI)]


def _instansi(row: asyncpg.Record) -> Instansi:
    return Instansi(**{**dict(row), **{name: orjson.loads(row[name]) for name in JSON}})
