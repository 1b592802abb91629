"""What the HTML and the JSON door of blocks do alike: who may, the code, and one akun held."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from aiohttp import web

from services.identity.akun import queries as akun_queries
from services.identity.akun.models import Akun
from services.identity.banding import rules as rules_banding
from services.identity.banding.actions import ACCEPTED
from services.identity.banding.models import JawabanForm
from services.identity.blokir import rules
from services.identity.blokir.models import BukaForm
from services.identity.blokir.queries import area_of_asal
from services.identity.petugas import stepup
from shared import policy
from shared.db import Connection
from shared.errors import NotFound
from shared.web.keys import database, principal_of

PETUGAS = policy.officers(*policy.VERIFIERS)
DI_ASAL = policy.officers(*policy.VERIFIERS, area=area_of_asal)


def akun_id_of(request: web.Request) -> UUID:
    """Return the akun in the address; the route's area has read it already."""
    return UUID(request.match_info["akun_id"])


async def confirm_lift(request: web.Request, form: BukaForm) -> None:
    """Let a block be lifted by who shows his second factor; raises Invalid."""
    rules.check_unblock(form.dasar_buka, form.catatan_buka)
    await stepup.confirm(database(request), principal_of(request), form.kode)


async def confirm_answer(request: web.Request, form: JawabanForm) -> None:
    """Let an appeal be accepted, which lifts the block, by who shows his second factor."""
    rules_banding.check_words(form)
    if form.jawaban == ACCEPTED:
        await stepup.confirm(database(request), principal_of(request), form.kode)


@asynccontextmanager
async def held(request: web.Request) -> AsyncIterator[tuple[Connection, Akun]]:
    """Lend a transaction and the akun in the address, which stays as it is until the end."""
    async with database(request).transaction() as conn:
        akun = await akun_queries.lock_akun(conn, akun_id_of(request))
        if akun is None:
            raise NotFound
        yield conn, akun
