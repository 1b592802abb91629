"""Step-up: what is sensitive asks for the second factor again, if it was not shown lately."""

from __future__ import annotations

from services.identity.laju import actions as laju
from services.identity.laju import rules as limits
from services.identity.petugas import actions, queries
from services.identity.petugas.rules import CODE_WRONG
from services.identity.sesi import queries as sesi
from services.identity.sesi.rules import STEP_UP_LIFETIME
from shared import clock
from shared.db import Connection, Database
from shared.errors import Invalid
from shared.sesi.token import Principal

EMPTY = "Ketik kode dari aplikasi: tindakan ini perlu kepastian bahwa ini Anda."


async def is_needed(conn: Connection, who: Principal) -> bool:
    """Tell whether the officer must show his second factor again."""
    return not await sesi.is_stepped(conn, who.sid, clock.now() - STEP_UP_LIFETIME)


async def confirm(database: Database, who: Principal, kode: str) -> None:
    """Accept the officer's code, if one is needed; raises Invalid under `kode`, or TooMany."""
    async with database.transaction() as conn:
        if not await is_needed(conn, who):
            return
        if not kode.strip():
            raise Invalid({"kode": EMPTY})
        await laju.take(conn, limits.KODE_PETUGAS, str(who.id))
    async with database.transaction() as conn:
        petugas = await queries.find_petugas(conn, who.id)
        if petugas is None or not await actions.use_code(conn, petugas, kode):
            raise Invalid({"kode": CODE_WRONG})
        await laju.clear(conn, (limits.KODE_PETUGAS, str(who.id)))
        await sesi.set_stepped(conn, who.sid, clock.now())
