"""Every statement on kontak."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

import asyncpg

from services.notifier.kontak.models import Kontak
from shared.crypto import SubjectKey
from shared.db import Connection

LOCK_VERSION = "SELECT version, kunci FROM kontak WHERE akun_id = $1 FOR UPDATE"


async def lock_version(conn: Connection, akun_id: UUID) -> tuple[int, SubjectKey] | None:
    """Return the version and key of what is known of an akun, held until the transaction ends."""
    row = await conn.fetchrow(LOCK_VERSION, akun_id)
    return (row["version"], SubjectKey.unwrap(row["kunci"], akun_id)) if row else None


UPSERT_KONTAK = """
INSERT INTO kontak (akun_id, kunci, nama, email, bahasa, kode_wilayah_asal, version)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (akun_id) DO UPDATE
SET nama = excluded.nama, email = excluded.email, bahasa = excluded.bahasa,
    kode_wilayah_asal = excluded.kode_wilayah_asal, version = excluded.version
"""


async def upsert_kontak(conn: Connection, kontak: Kontak, version: int) -> None:
    """Keep the kontak, sealed with its own key."""
    seal, akun_id = kontak.kunci.seal, kontak.akun_id
    await conn.execute(
        UPSERT_KONTAK,
        akun_id,
        kontak.kunci.wrap(),
        seal(kontak.nama, f"kontak|nama|{akun_id}"),
        seal(kontak.email, f"kontak|email|{akun_id}"),
        kontak.bahasa,
        kontak.kode_wilayah_asal,
        version,
    )


FIND_KONTAK = """
SELECT akun_id, kunci, nama, email, bahasa, kode_wilayah_asal FROM kontak WHERE akun_id = $1
"""


async def find_kontak(conn: Connection, akun_id: UUID) -> Kontak | None:
    """Return where the resident is reached, or None."""
    row = await conn.fetchrow(FIND_KONTAK, akun_id)
    return _opened(row) if row else None


LIST_KUNCI = "SELECT akun_id, kunci FROM kontak WHERE akun_id = ANY($1::uuid[])"


async def list_kunci(conn: Connection, akun_ids: Collection[UUID]) -> dict[UUID, SubjectKey]:
    """Return the keys of those akun that are known."""
    rows = await conn.fetch(LIST_KUNCI, akun_ids)
    return {row["akun_id"]: SubjectKey.unwrap(row["kunci"], row["akun_id"]) for row in rows}


def _opened(row: asyncpg.Record) -> Kontak:
    akun_id = row["akun_id"]
    kunci = SubjectKey.unwrap(row["kunci"], akun_id)
    return Kontak(
        akun_id=akun_id,
        nama=kunci.open(row["nama"], f"kontak|nama|{akun_id}"),
        email=kunci.open(row["email"], f"kontak|email|{akun_id}"),
        bahasa=row["bahasa"],
        kode_wilayah_asal=row["kode_wilayah_asal"],
        kunci=kunci,
    )
