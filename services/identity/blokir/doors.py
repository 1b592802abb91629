"""What the HTML and the JSON door of blocks do alike: who may, and one akun held."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from aiohttp import web

from services.identity.akun import queries as akun_queries
from services.identity.akun.models import Akun
from services.identity.blokir.queries import area_of_asal
from shared import policy
from shared.db import Connection
from shared.errors import NotFound
from shared.web.keys import database

PETUGAS = policy.officers(*policy.VERIFIERS)
DI_ASAL = policy.officers(*policy.VERIFIERS, area=area_of_asal)


def akun_id_of(request: web.Request) -> UUID:
    """Return the akun in the address; the route's area has read it already."""
    return UUID(request.match_info["akun_id"])


@asynccontextmanager
async def held(request: web.Request) -> AsyncIterator[tuple[Connection, Akun]]:
    """Lend a transaction and the akun in the address, which stays as it is until the end."""
    async with database(request).transaction() as conn:
        akun = await akun_queries.lock_akun(conn, akun_id_of(request))
        if akun is None:
            raise NotFound
        yield conn, akun
