"""Every statement on instansi."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import asyncpg
import orjson

from services.identity.instansi.models import Instansi, Keadaan
from shared.db import Connection

JSON = ("nama_lokal", "jam_mingguan", "libur")

FIND_INSTANSI = """
SELECT kode_kantor, nama, nama_kepala, jabatan_kepala, pangkat, nip, alamat, telepon, email,
    jam_kerja, zona, paket_formulir, kota_ttd, nama_lokal, jam_mingguan, libur, rantai
FROM instansi WHERE kode_kantor = $1
"""


async def find_instansi(conn: Connection, kode_kantor: str) -> Instansi | None:
    """Return the office, or None if it is not set up."""
    row = await conn.fetchrow(FIND_INSTANSI, kode_kantor)
    return _instansi(row) if row else None


FIND_KEADAAN = """
SELECT id, version, logo, changed_at, changed_nama FROM instansi WHERE kode_kantor = $1
"""


async def find_keadaan(conn: Connection, kode_kantor: str) -> Keadaan:
    """Return where an office stands; version 0 if it is not set up."""
    row = await conn.fetchrow(FIND_KEADAAN, kode_kantor)
    return Keadaan(*row) if row else Keadaan()


LOCK_KEADAAN = """
SELECT id, version, logo, changed_at, changed_nama FROM instansi WHERE kode_kantor = $1 FOR UPDATE
"""


async def lock_keadaan(conn: Connection, kode_kantor: str) -> Keadaan:
    """Return where an office stands, held until the transaction ends."""
    row = await conn.fetchrow(LOCK_KEADAAN, kode_kantor)
    return Keadaan(*row) if row else Keadaan()


# Only over the version that was seen: of two who write at once, one is told.
SAVE_INSTANSI = """
INSERT INTO instansi AS i (id, version, kode_kantor, nama, nama_kepala, jabatan_kepala, pangkat,
    nip, alamat, telepon, email, jam_kerja, zona, paket_formulir, kota_ttd, nama_lokal,
    jam_mingguan, libur, rantai, changed_at, changed_by, changed_nama)
VALUES ($1, 1, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
    $3, $4, $5)
ON CONFLICT (kode_kantor) DO UPDATE SET
    version = i.version + 1, nama = excluded.nama, nama_kepala = excluded.nama_kepala,
    jabatan_kepala = excluded.jabatan_kepala, pangkat = excluded.pangkat, nip = excluded.nip,
    alamat = excluded.alamat, telepon = excluded.telepon, email = excluded.email,
    jam_kerja = excluded.jam_kerja, zona = excluded.zona,
    paket_formulir = excluded.paket_formulir, kota_ttd = excluded.kota_ttd,
    nama_lokal = excluded.nama_lokal, jam_mingguan = excluded.jam_mingguan,
    libur = excluded.libur, rantai = excluded.rantai, changed_at = excluded.changed_at,
    changed_by = excluded.changed_by, changed_nama = excluded.changed_nama
WHERE i.version = $2
RETURNING id, version
"""


async def save_instansi(
    conn: Connection, new_id: UUID, seen: int, instansi: Instansi, at: datetime,
    petugas_id: UUID | None, petugas_nama: str,
) -> tuple[UUID, int] | None:  # fmt: skip
    """Keep the office; return its id and new version, or None if it is not the version seen."""
    values = instansi.model_dump()
    packed = values | {name: orjson.dumps(values[name]).decode() for name in JSON}
    row = await conn.fetchrow(
        SAVE_INSTANSI, new_id, seen, at, petugas_id, petugas_nama, *packed.values()
    )
    return (row["id"], row["version"]) if row else None


SET_LOGO = """
UPDATE instansi SET logo = $2, version = version + 1, changed_at = $3, changed_by = $4,
    changed_nama = $5
WHERE kode_kantor = $1
"""


async def set_logo(
    conn: Connection, kode_kantor: str, logo: str, at: datetime, petugas_id: UUID, nama: str
) -> None:
    """Let the office show this logo, "" for none."""
    await conn.execute(SET_LOGO, kode_kantor, logo, at, petugas_id, nama)


IS_LOGO = "SELECT EXISTS (SELECT FROM instansi WHERE logo = $1 AND logo <> '')"


async def is_logo(conn: Connection, logo: str) -> bool:
    """Tell whether an office shows this logo."""
    return bool(await conn.fetchval(IS_LOGO, logo))


LIST_INSTANSI = """
SELECT kode_kantor, nama, nama_kepala, jabatan_kepala, pangkat, nip, alamat, telepon, email,
    jam_kerja, zona, paket_formulir, kota_ttd, nama_lokal, jam_mingguan, libur, rantai
FROM instansi ORDER BY nama
"""


async def list_instansi(conn: Connection) -> list[Instansi]:
    """Return every office that is set up."""
    return [_instansi(row) for row in await conn.fetch(LIST_INSTANSI)]


def _instansi(row: asyncpg.Record) -> Instansi:
    return Instansi(**{**dict(row), **{name: orjson.loads(row[name]) for name in JSON}})
