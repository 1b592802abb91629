"""Every statement on kontak."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

import asyncpg

from services.notifier.kontak.models import Kontak
from shared.crypto import SubjectKey
from shared.db import Connection

LOCK_VERSION = "SELECT akun_id, version, kunci FROM kontak WHERE akun_id = $1 FOR UPDATE"


async def lock_version(conn: Connection, akun_id: UUID) -> tuple[int, SubjectKey | None] | None:
    """Return the version and key of what is known of an akun, held until the transaction ends.

    The key of somebody who was forgotten is None.
    """
    row = await conn.fetchrow(LOCK_VERSION, akun_id)
    return (row["version"], _unwrapped(row)) if row else None


def _unwrapped(row: asyncpg.Record) -> SubjectKey | None:
    return SubjectKey.unwrap(row["kunci"], row["akun_id"]) if row["kunci"] else None


# The row of somebody who was forgotten has no key, and stays so whatever comes late.
UPSERT_KONTAK = """
INSERT INTO kontak AS lama (akun_id, kunci, nama, email, bahasa, kode_wilayah_asal, version)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (akun_id) DO UPDATE
SET nama = excluded.nama, email = excluded.email, bahasa = excluded.bahasa,
    kode_wilayah_asal = excluded.kode_wilayah_asal, version = excluded.version
WHERE lama.kunci <> ''
"""


async def upsert_kontak(conn: Connection, kontak: Kontak, version: int) -> bool:
    """Keep the kontak, sealed with its own key; False if the resident was forgotten meanwhile."""
    seal, akun_id = kontak.kunci.seal, kontak.akun_id
    done = await conn.execute(
        UPSERT_KONTAK,
        akun_id,
        kontak.kunci.wrap(),
        seal(kontak.nama, f"kontak|nama|{akun_id}"),
        seal(kontak.email, f"kontak|email|{akun_id}"),
        kontak.bahasa,
        kontak.kode_wilayah_asal,
        version,
    )
    return bool(done == "INSERT 0 1")


FIND_KONTAK = """
SELECT akun_id, kunci, nama, email, bahasa, kode_wilayah_asal
FROM kontak WHERE akun_id = $1 AND kunci <> ''
"""


async def find_kontak(conn: Connection, akun_id: UUID) -> Kontak | None:
    """Return where the resident is reached, or None."""
    row = await conn.fetchrow(FIND_KONTAK, akun_id)
    return _opened(row) if row else None


LIST_KUNCI = "SELECT akun_id, kunci FROM kontak WHERE akun_id = ANY($1::uuid[])"


async def list_kunci(conn: Connection, akun_ids: Collection[UUID]) -> dict[UUID, SubjectKey | None]:
    """Return the keys of those akun that are known; None for the forgotten."""
    return {row["akun_id"]: _unwrapped(row) for row in await conn.fetch(LIST_KUNCI, akun_ids)}


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
