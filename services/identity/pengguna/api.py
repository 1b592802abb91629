"""The officers of an area as JSON."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.identity.pengguna import actions, queries
from services.identity.pengguna.models import AkhiriForm, DaftarPengguna, PeranForm
from services.identity.petugas import stepup
from services.identity.petugas.api import DaftarPenugasan
from services.identity.petugas.peran import GIVES
from services.identity.undangan import actions as undangan
from shared.policy import officers
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.route import Route

PATH = "/api/v1/identity/pengguna"
LONGEST_LIST = 500


async def list_all(request: web.Request) -> web.Response:
    """Answer the officers of the area and who is invited; filter: q."""
    cari = request.query.get("q", "").strip()[:80]
    async with database(request).connection() as conn:
        daftar = await actions.list_pengguna(conn, principal_of(request), cari, LONGEST_LIST, 0)
    return answer(daftar)


async def end(request: web.Request) -> web.Response:
    """End an officer and answer what roles are left in the area."""
    body, who = await read_body(request, AkhiriForm), principal_of(request)
    await stepup.confirm(database(request), who, body.kode)
    petugas_id = UUID(request.match_info["petugas_id"])
    async with database(request).transaction() as conn:
        await actions.end_petugas(conn, who, petugas_id, body.alasan)
        left = await actions.list_roles(conn, who, petugas_id)
    return answer(DaftarPenugasan(penugasan=left))


async def give(request: web.Request) -> web.Response:
    """Give an officer a role, in place of another if `ganti` names it."""
    body, who = await read_body(request, PeranForm), principal_of(request)
    await stepup.confirm(database(request), who, body.kode)
    petugas_id = UUID(request.match_info["petugas_id"])
    async with database(request).transaction() as conn:
        await actions.give_role(conn, who, petugas_id, body)
        roles = await actions.list_roles(conn, who, petugas_id)
    return answer(DaftarPenugasan(penugasan=roles), status=201)


async def end_role(request: web.Request) -> web.Response:
    """End one role and answer what is left in the area."""
    body, who = await read_body(request, AkhiriForm), principal_of(request)
    await stepup.confirm(database(request), who, body.kode)
    async with database(request).transaction() as conn:
        whose = await actions.end_role(
            conn, who, UUID(request.match_info["penugasan_id"]), body.alasan
        )
        left = await actions.list_roles(conn, who, whose)
    return answer(DaftarPenugasan(penugasan=left))


async def withdraw(request: web.Request) -> web.Response:
    """Take an invitation back and answer the list."""
    who = principal_of(request)
    async with database(request).transaction() as conn:
        await undangan.withdraw(conn, who, UUID(request.match_info["undangan_id"]))
        daftar = await actions.list_pengguna(conn, who, "", LONGEST_LIST, 0)
    return answer(daftar)


OF_AREA = officers(*GIVES, area=queries.areas_of_petugas)
ROUTES = [
    Route(
        "GET", PATH, list_all, officers(*GIVES), summary="Petugas di wilayah Anda",
        answer=DaftarPengguna,
    ),
    Route(
        "POST", f"{PATH}/{{petugas_id}}/akhiri", end, OF_AREA, summary="Akhiri petugas",
        body=AkhiriForm, answer=DaftarPenugasan,
    ),
    Route(
        "POST", f"{PATH}/{{petugas_id}}/peran", give, OF_AREA, summary="Beri atau ganti peran",
        body=PeranForm, answer=DaftarPenugasan, status=201,
    ),
    Route(
        "POST", "/api/v1/identity/penugasan/{penugasan_id}/akhiri", end_role,
        officers(*GIVES, area=queries.area_of_penugasan), summary="Akhiri satu peran",
        body=AkhiriForm, answer=DaftarPenugasan,
    ),
    Route(
        "DELETE", "/api/v1/identity/undangan/{undangan_id}", withdraw,
        officers(*GIVES, area=queries.area_of_undangan), summary="Batalkan undangan",
        answer=DaftarPengguna,
    ),
]  # fmt: skip
