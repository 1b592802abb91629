"""Finding the akun of a NIK."""

from __future__ import annotations

from services.identity.jejak import actions as jejak
from services.identity.laju import actions as laju
from services.identity.laju.rules import CARI_NIK
from services.identity.pencarian import queries
from services.identity.pencarian.models import AkunCocok
from shared.db import Database
from shared.errors import FieldErrors
from shared.nik import check_nik
from shared.sesi.token import Principal
from shared.wilayah.kode import is_within


async def find(database: Database, who: Principal, typed: str) -> list[AkunCocok]:
    """Return the akun of a NIK that the officer may look at, and note that he looked for them.

    Raises Invalid for what is no NIK, TooMany for somebody who tries many.
    """
    wrong = FieldErrors()
    nik = ""
    with wrong.field("nik"):
        nik = check_nik(typed).digits
    wrong.raise_any()
    async with database.transaction() as conn:
        await laju.take(conn, CARI_NIK, str(who.id))
    async with database.transaction() as conn:
        found = [
            akun
            for akun in await queries.list_of_nik(conn, nik)
            if any(is_within(area, who.wilayah) for area in akun.areas)
        ]
        for akun in found:
            await jejak.note_look(conn, who, akun.id, akun.kode_wilayah, "cari_nik")
    return found
