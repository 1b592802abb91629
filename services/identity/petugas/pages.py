"""The officer's own pages: in which role he acts, and his recovery codes."""

from __future__ import annotations

from aiohttp import web

from services.identity.petugas import actions, queries, stepup
from services.identity.petugas.peran import LABELS
from services.identity.sesi import actions as sesi
from services.identity.sesi import cookies
from services.identity.sesi.pages import uuid_or_none
from shared.errors import Invalid, Message, NotFound
from shared.policy import STAFF, officers
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, safe_return, see_other
from shared.web.route import Route
from shared.wilayah import queries as wilayah

YEAR = 31_536_000
PERAN, CADANGAN = "/petugas/peran", "/petugas/kode-cadangan"


async def show_roles(request: web.Request) -> web.Response:
    """Show the officer the roles he holds, and in which he acts."""
    who = principal_of(request)
    async with database(request).connection() as conn:
        roles = await queries.list_penugasan(conn, who.id)
        names = await wilayah.list_nama(conn, {role.wilayah for role in roles})
        sisa = await queries.count_cadangan(conn, who.id)
    daftar = [
        (role, LABELS[role.peran], names.get(role.wilayah, role.wilayah) or "Nasional")
        for role in roles
    ]
    return render(
        request, "petugas/peran.html", daftar=daftar, sisa=sisa,
        kembali=safe_return(request.query.get("kembali", ""), ""),
    )  # fmt: skip


async def switch(request: web.Request) -> web.Response:
    """Go on in another role."""
    form = await read_form(request)
    chosen = uuid_or_none(form["penugasan_id"])
    if chosen is None:
        raise NotFound
    async with database(request).transaction() as conn:
        principal = await sesi.switch_peran(conn, principal_of(request), chosen)
    response = see_other(safe_return(form["kembali"], "") or principal.home)
    cookies.give_token(request, response, principal)
    return response


async def show_recovery(request: web.Request) -> web.Response:
    """Offer new recovery codes."""
    return await _recovery(request)


async def make_recovery(request: web.Request) -> web.Response:
    """Give new recovery codes, shown this once."""
    form = await read_form(request)
    who = principal_of(request)
    try:
        await stepup.confirm(database(request), who, form.get("kode"))
    except Invalid as wrong:
        return await _recovery(request, galat=wrong.fields)
    async with database(request).transaction() as conn:
        petugas = await queries.find_petugas(conn, who.id)
        if petugas is None:
            raise NotFound
        codes = await actions.new_cadangan(conn, petugas)
    return await _recovery(request, codes=codes)


async def _recovery(
    request: web.Request,
    *,
    galat: dict[str, Message] | None = None,
    codes: list[str] | None = None,
) -> web.Response:
    who = principal_of(request)
    async with database(request).connection() as conn:
        sisa = await queries.count_cadangan(conn, who.id)
        perlu_kode = await stepup.is_needed(conn, who)
    return render(
        request, "petugas/cadangan.html", status=422 if galat else 200, galat=galat or {},
        sisa=sisa, perlu_kode=perlu_kode, kode_cadangan=codes or [],
    )  # fmt: skip


async def set_shortcuts(request: web.Request) -> web.Response:
    """Keep whether the keys act on this browser's pages (WCAG 2.1.4)."""
    form = await read_form(request)
    response = see_other(safe_return(form.get("kembali"), "/petugas"))
    if form.get("pintasan") == "mati":
        response.set_cookie("pintasan", "mati", max_age=YEAR, secure=True, samesite="Lax")
    else:
        response.del_cookie("pintasan")
    return response


STAFF_ONLY = officers(*STAFF)
ROUTES = [
    Route("GET", PERAN, show_roles, STAFF_ONLY),
    Route("POST", PERAN, switch, STAFF_ONLY),
    Route("POST", "/petugas/pintasan", set_shortcuts, STAFF_ONLY),
    Route("GET", CADANGAN, show_recovery, STAFF_ONLY),
    Route("POST", CADANGAN, make_recovery, STAFF_ONLY),
]
