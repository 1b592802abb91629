"""Every statement on pilihan."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from shared.db import Connection


class Pilihan(NamedTuple):
    """A choice; `bahasa` is empty where the language of signing up counts."""

    bahasa: str = ""
    pengingat_email: bool = True


FIND_PILIHAN = "SELECT bahasa, pengingat_email FROM pilihan WHERE akun_id = $1"


async def find_pilihan(conn: Connection, akun_id: UUID) -> Pilihan:
    """Return what a resident chose, or what counts for all."""
    row = await conn.fetchrow(FIND_PILIHAN, akun_id)
    return Pilihan(*row) if row else Pilihan()


UPSERT_PILIHAN = """
INSERT INTO pilihan (akun_id, bahasa, pengingat_email) VALUES ($1, $2, $3)
ON CONFLICT (akun_id) DO UPDATE
SET bahasa = excluded.bahasa, pengingat_email = excluded.pengingat_email
"""


async def upsert_pilihan(conn: Connection, akun_id: UUID, pilihan: Pilihan) -> None:
    """Keep a choice."""
    await conn.execute(UPSERT_PILIHAN, akun_id, *pilihan)


LIST_WITHOUT_MAIL = """
SELECT akun_id FROM pilihan WHERE akun_id = ANY($1::uuid[]) AND NOT pengingat_email
"""


async def list_without_mail(conn: Connection, akun_ids: Collection[UUID]) -> set[UUID]:
    """Return those who want reminders in the app only."""
    return {row["akun_id"] for row in await conn.fetch(LIST_WITHOUT_MAIL, akun_ids)}
