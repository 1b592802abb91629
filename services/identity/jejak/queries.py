"""Every statement on the trail, its seals and its roots."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from uuid import UUID

import asyncpg

from services.identity.jejak.models import Akar, BarisJejak, Langkah, Segel
from shared.db import Connection

STEP = 10

INSERT_JEJAK = """
INSERT INTO jejak (
    kode, at, asal, petugas_id, peran, wilayah, akun_id, tindakan, alasan, request_id, tanda
) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
"""


async def insert_jejak(conn: Connection, langkah: Langkah, tanda: bytes) -> None:
    """Add one row to the trail."""
    await conn.execute(
        INSERT_JEJAK, langkah.kode, langkah.at, langkah.asal, langkah.petugas_id, langkah.peran,
        langkah.wilayah, langkah.akun_id, langkah.tindakan, langkah.alasan, langkah.request_id,
        tanda,
    )  # fmt: skip


IS_KNOWN = "SELECT EXISTS (SELECT FROM jejak WHERE kode = $1)"


async def is_known(conn: Connection, kode: UUID) -> bool:
    """Tell whether this step was noted before."""
    return bool(await conn.fetchval(IS_KNOWN, kode))


# ---- the chain ----------------------------------------------------------------------------------

TRY_SEAL_LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('identity.jejak'))"


async def try_seal_lock(conn: Connection) -> bool:
    """Be the one sealer until the transaction ends; False if there is one."""
    return bool(await conn.fetchval(TRY_SEAL_LOCK))


FIND_LAST_SEGEL = "SELECT urutan, jejak_id, hash FROM jejak_segel ORDER BY urutan DESC LIMIT 1"


async def find_last_segel(conn: Connection) -> Segel | None:
    """Return the end of the chain."""
    row = await conn.fetchrow(FIND_LAST_SEGEL)
    return Segel(*row) if row else None


LIST_UNSEALED = """
SELECT kode, at, asal, petugas_id, peran, wilayah, akun_id, tindakan, alasan, request_id,
    id, tanda
FROM jejak AS j
WHERE id > $1 AND NOT EXISTS (SELECT FROM jejak_segel AS s WHERE s.jejak_id = j.id)
ORDER BY id LIMIT 5000
"""


async def list_unsealed(conn: Connection, after: int) -> list[BarisJejak]:
    """Return rows above an id that have no seal, the oldest first, 5,000 at most.

    `after` lies well below the last seal: a row may be committed after one with a higher id.
    """
    return [_baris(row) for row in await conn.fetch(LIST_UNSEALED, after)]


INSERT_SEGEL = """
INSERT INTO jejak_segel (urutan, jejak_id, hash)
SELECT urutan, jejak_id, hash
FROM unnest($1::bigint[], $2::bigint[], $3::bytea[]) AS baru (urutan, jejak_id, hash)
"""


async def insert_segel(conn: Connection, sealed: list[Segel]) -> None:
    """Add links to the chain."""
    await conn.execute(
        INSERT_SEGEL, [each.urutan for each in sealed], [each.jejak_id for each in sealed],
        [each.hash for each in sealed],
    )  # fmt: skip


INSERT_AKAR = """
INSERT INTO jejak_akar (nomor, urutan, jejak_id, hash, at)
SELECT max(nomor) + 1, $1, $2, $3, $4 FROM jejak_akar RETURNING nomor
"""


async def insert_akar(conn: Connection, root: Segel, at: datetime) -> int:
    """Keep the end of a batch as its root and return the root's number."""
    return int(await conn.fetchval(INSERT_AKAR, root.urutan, root.jejak_id, root.hash, at))


FIND_GENESIS = "SELECT nomor, urutan, jejak_id, hash FROM jejak_akar WHERE nomor = 0"


async def get_genesis(conn: Connection) -> Akar:
    """Return the first root; one that is gone counts as that of an empty trail."""
    row = await conn.fetchrow(FIND_GENESIS)
    return Akar(*row) if row else Akar(0, 0, 0, b"")


LIST_AKAR = """
SELECT a.nomor, a.urutan, a.jejak_id, a.hash, s.hash AS segel
FROM jejak_akar AS a LEFT JOIN jejak_segel AS s ON s.urutan = a.urutan ORDER BY a.nomor
"""


async def list_akar(conn: Connection) -> AsyncIterator[tuple[Akar, bytes | None]]:
    """Yield every root with the hash of its seal; needs a transaction."""
    async for row in conn.cursor(LIST_AKAR):
        yield Akar(*row[:4]), row["segel"]


LIST_CHAIN = """
SELECT j.kode, j.at, j.asal, j.petugas_id, j.peran, j.wilayah, j.akun_id, j.tindakan, j.alasan,
    j.request_id, j.id, j.tanda, s.urutan, s.jejak_id, s.hash
FROM jejak_segel AS s LEFT JOIN jejak AS j ON j.id = s.jejak_id ORDER BY s.urutan
"""


async def list_chain(conn: Connection) -> AsyncIterator[tuple[Segel, BarisJejak | None]]:
    """Yield every seal with its row, or None if that is gone; needs a transaction."""
    async for row in conn.cursor(LIST_CHAIN):
        baris = _baris(row) if row["id"] is not None else None
        yield Segel(row["urutan"], row["jejak_id"], row["hash"]), baris


LIST_LOOSE = """
SELECT kode, at, asal, petugas_id, peran, wilayah, akun_id, tindakan, alasan, request_id,
    id, tanda
FROM jejak AS j WHERE NOT EXISTS (SELECT FROM jejak_segel AS s WHERE s.jejak_id = j.id)
"""


async def list_loose(conn: Connection) -> list[BarisJejak]:
    """Return every row without a seal."""
    return [_baris(row) for row in await conn.fetch(LIST_LOOSE)]


def _baris(row: asyncpg.Record) -> BarisJejak:
    return BarisJejak(row["id"], Langkah(*row[:STEP]), row["tanda"])
