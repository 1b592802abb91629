"""Programs of other systems as JSON, for the Ministry."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.identity.klien import actions, queries
from services.identity.klien.models import KlienBaru, KlienDaftar, KlienDibuat, KlienDicabut
from services.identity.pengguna.models import KodeForm
from services.identity.petugas import stepup
from shared.errors import NotFound
from shared.policy import PETUGAS_KEMENTERIAN, officers
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.route import Route


async def list_klien(request: web.Request) -> web.Response:
    """Answer all programs, without their secrets."""
    async with database(request).connection() as conn:
        return answer(KlienDaftar(klien=await queries.list_klien(conn)))


async def create(request: web.Request) -> web.Response:
    """Make a program and answer its secret once."""
    form, who = await read_body(request, KlienBaru), principal_of(request)
    await stepup.confirm(database(request), who, form.kode)
    async with database(request).transaction() as conn:
        made = await actions.create_klien(conn, who, form)
    return answer(made, status=201)


async def rotate(request: web.Request) -> web.Response:
    """Give a program another secret."""
    form, who = await read_body(request, KodeForm), principal_of(request)
    await stepup.confirm(database(request), who, form.kode)
    async with database(request).transaction() as conn:
        made = await actions.rotate_klien(conn, who, klien_id_of(request))
    return answer(made, status=201)


async def end_old(request: web.Request) -> web.Response:
    """Let a program's secret before in no more."""
    klien_id = klien_id_of(request)
    async with database(request).transaction() as conn:
        await actions.end_old_secret(conn, principal_of(request), klien_id)
    return answer(KlienDicabut(client_id=klien_id))


async def revoke(request: web.Request) -> web.Response:
    """Let a program in no more."""
    klien_id = klien_id_of(request)
    async with database(request).transaction() as conn:
        await actions.revoke_klien(conn, principal_of(request), klien_id)
    return answer(KlienDicabut(client_id=klien_id))


def klien_id_of(request: web.Request) -> UUID:
    """Return the program that the path names; raises NotFound."""
    try:
        return UUID(request.match_info["klien_id"])
    except ValueError:
        raise NotFound(actions.GONE) from None


MINISTRY = officers(PETUGAS_KEMENTERIAN)
ROUTES = [
    Route(
        "GET", "/api/v1/identity/klien", list_klien, MINISTRY, summary="Daftar klien API",
        answer=KlienDaftar,
    ),
    Route(
        "POST", "/api/v1/identity/klien", create, MINISTRY,
        summary="Buat klien API; rahasianya hanya dijawab sekali", body=KlienBaru,
        answer=KlienDibuat, status=201,
    ),
    Route(
        "POST", "/api/v1/identity/klien/{klien_id}/rahasia", rotate, MINISTRY,
        summary="Ganti rahasia; yang lama masih berlaku 24 jam",
        body=KodeForm, answer=KlienDibuat, status=201,
    ),
    Route(
        "DELETE", "/api/v1/identity/klien/{klien_id}/rahasia-lama", end_old, MINISTRY,
        summary="Akhiri rahasia lama; semua token klien langsung tidak berlaku",
        answer=KlienDicabut,
    ),
    Route(
        "DELETE", "/api/v1/identity/klien/{klien_id}", revoke, MINISTRY,
        summary="Cabut klien; tokennya langsung tidak berlaku", answer=KlienDicabut,
    ),
]  # fmt: skip
