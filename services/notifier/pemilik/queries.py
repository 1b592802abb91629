"""Every statement on pemilik."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from shared.db import Connection


class Pemilik(NamedTuple):
    """The owner's akun, and the number on the permohonan ("" where it is not known)."""

    akun_id: UUID
    nobukti: str


INSERT_PEMILIK = """
INSERT INTO pemilik (permohonan_id, akun_id, nobukti)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[])
ON CONFLICT (permohonan_id) DO UPDATE SET nobukti = excluded.nobukti WHERE pemilik.nobukti = ''
"""


async def insert_pemilik(conn: Connection, rows: Sequence[tuple[UUID, UUID, str]]) -> None:
    """Note whose the permohonan are: (permohonan, akun, nobukti)."""
    unique = {row[0]: row for row in rows}
    await conn.execute(INSERT_PEMILIK, *zip(*unique.values(), strict=True))


LIST_PEMILIK = """
SELECT permohonan_id, akun_id, nobukti FROM pemilik WHERE permohonan_id = ANY($1::uuid[])
"""


async def list_pemilik(conn: Connection, ids: Collection[UUID]) -> dict[UUID, Pemilik]:
    """Return the owners of those permohonan that are known."""
    rows = await conn.fetch(LIST_PEMILIK, ids)
    return {row["permohonan_id"]: Pemilik(row["akun_id"], row["nobukti"]) for row in rows}
