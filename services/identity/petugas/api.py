"""An officer's own roles as JSON."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web
from pydantic import BaseModel

from services.identity.petugas import queries
from services.identity.petugas.models import Penugasan
from services.identity.sesi import actions as sesi
from services.identity.sesi.models import SesiBaru
from services.identity.settings import settings_of
from shared.policy import STAFF, officers
from shared.sesi.token import sign
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.route import Route


class DaftarPenugasan(BaseModel):
    """The roles that the caller holds."""

    penugasan: list[Penugasan]


class PilihPeran(BaseModel):
    """The role to act in."""

    penugasan_id: UUID


async def list_roles(request: web.Request) -> web.Response:
    """Answer the caller's roles."""
    async with database(request).connection() as conn:
        roles = await queries.list_penugasan(conn, principal_of(request).id)
    return answer(DaftarPenugasan(penugasan=roles))


async def switch(request: web.Request) -> web.Response:
    """Answer a token that acts in another role; the old one counts no longer."""
    body = await read_body(request, PilihPeran)
    async with database(request).transaction() as conn:
        principal = await sesi.switch_peran(conn, principal_of(request), body.penugasan_id)
    token = sign(principal, settings_of(request).signing_key)
    return answer(SesiBaru(token=token, expires_at=principal.expires_at), status=201)


PATH = "/api/v1/identity/petugas/peran"
ROUTES = [
    Route(
        "GET", PATH, list_roles, officers(*STAFF), summary="Peran yang Anda pegang",
        answer=DaftarPenugasan,
    ),
    Route(
        "POST", PATH, switch, officers(*STAFF), summary="Bertindak dalam peran lain",
        body=PilihPeran, answer=SesiBaru, status=201,
    ),
]  # fmt: skip
