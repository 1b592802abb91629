"""The officers' entrance: password, then the code of the second factor."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

from services.identity.laju.rules import address_of
from services.identity.petugas import queries as petugas
from services.identity.sesi import cookies, entry
from services.identity.sesi.models import Percobaan
from services.identity.sesi.pages import browser_of
from shared.errors import Invalid, Message
from shared.policy import STAFF, officers, public
from shared.sesi.token import Principal
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, safe_return, see_other
from shared.web.route import Route

ENTRANCE, CODE, ROLES = "/petugas/masuk", "/petugas/kode", "/petugas/peran"


async def show_entrance(request: web.Request) -> web.Response:
    """Show the form for address and password."""
    return _password_form(request, safe_return(request.query.get("kembali", ""), ""))


async def check_password(request: web.Request) -> web.Response:
    """Check address and password and lead on to the code."""
    form = await read_form(request)
    kembali = safe_return(form["kembali"], "")
    mencoba = Percobaan(
        email=form.get("email"), sandi=form["sandi"], perangkat=cookies.device_of(request),
        alamat=address_of(request),
    )  # fmt: skip
    try:
        officer = await entry.check_officer(database(request), mencoba)
    except Invalid as wrong:
        return _password_form(request, kembali, wrong.fields, mencoba.email)
    response = see_other(f"{CODE}?kembali={quote(kembali, safe='')}" if kembali else CODE)
    cookies.give_step(response, officer.id)
    return response


async def show_code(request: web.Request) -> web.Response:
    """Show the form for the code."""
    if cookies.step_of(request) is None:
        return see_other(ENTRANCE)
    return _code_form(request, safe_return(request.query.get("kembali", ""), ""))


async def check_code(request: web.Request) -> web.Response:
    """Open the session."""
    form = await read_form(request)
    kembali = safe_return(form["kembali"], "")
    petugas_id = cookies.step_of(request)
    if petugas_id is None:
        return see_other(ENTRANCE)
    try:
        opened = await entry.log_in_officer(
            database(request), petugas_id, form.get("kode"), browser_of(request),
            cookies.device_of(request),
        )  # fmt: skip
    except Invalid as wrong:
        return _code_form(request, kembali, wrong.fields)
    response = see_other(await _after(request, opened.principal, kembali))
    cookies.give_token(request, response, opened.principal)
    cookies.give_device(response, opened.perangkat)
    cookies.take_step(response)
    return response


async def _after(request: web.Request, principal: Principal, kembali: str) -> str:
    """Return where an officer lands: with several roles he chooses one first."""
    async with database(request).connection() as conn:
        roles = await petugas.list_penugasan(conn, principal.id)
    if len(roles) > 1:
        return f"{ROLES}?kembali={quote(kembali, safe='')}" if kembali else ROLES
    return kembali or principal.home


async def show_home(request: web.Request) -> web.Response:
    """Lead to where the officer's role begins."""
    return see_other(principal_of(request).home)


def _password_form(
    request: web.Request, kembali: str, galat: dict[str, Message] | None = None, email: str = ""
) -> web.Response:
    return render(
        request, "sesi/petugas_masuk.html", status=422 if galat else 200, galat=galat or {},
        isian={"email": email}, kembali=kembali,
        sandi_baru="sandi_baru" in request.query,
    )  # fmt: skip


def _code_form(
    request: web.Request, kembali: str, galat: dict[str, Message] | None = None
) -> web.Response:
    return render(
        request, "sesi/petugas_kode.html", status=422 if galat else 200, galat=galat or {},
        kembali=kembali,
    )  # fmt: skip


ROUTES = [
    Route("GET", "/petugas", show_home, officers(*STAFF)),
    Route("GET", ENTRANCE, show_entrance, public()),
    Route("POST", ENTRANCE, check_password, public()),
    Route("GET", CODE, show_code, public()),
    Route("POST", CODE, check_code, public()),
]
