"""The pages of an officer's forgotten, new and changed password."""

from __future__ import annotations

from aiohttp import web

from services.identity.captcha import actions as captcha
from services.identity.captcha.rules import local_answer
from services.identity.konfirmasi.rules import hash_of
from services.identity.laju.rules import address_of
from services.identity.sandi import petugas
from services.identity.sandi.pages import EMPTY
from services.identity.sesi.pages import uuid_or_none
from services.identity.settings import settings_of
from services.identity.tautan import queries as tautan
from shared import clock
from shared.errors import Conflict, Invalid, Message
from shared.policy import STAFF, officers, public
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route

FORGOTTEN, NEW, CHANGE = "/petugas/lupa-sandi", "/petugas/sandi-baru/{token}", "/petugas/sandi"


async def show_forgotten(request: web.Request) -> web.Response:
    """Ask for the address, or say that a mail is on its way if it has an officer."""
    if "terkirim" in request.query:
        return render(request, "sandi/petugas_lupa.html", terkirim=True)
    return await _ask(request)


async def forget(request: web.Request) -> web.Response:
    """Have the link mailed."""
    form = await read_form(request)
    if form["ganti_kode"]:
        return await _ask(request, email=form.get("email"))
    try:
        if not form.get("email"):
            raise Invalid({"email": EMPTY})
        await petugas.forget_sandi(
            database(request), form.get("email")[:300], address_of(request),
            uuid_or_none(form["captcha_id"]), form.get("captcha"),
            local_answer(settings_of(request)),
        )  # fmt: skip
    except Invalid as wrong:
        return await _ask(request, wrong.fields, form.get("email"))
    return see_other(f"{FORGOTTEN}?terkirim=1")


async def _ask(
    request: web.Request, galat: dict[str, Message] | None = None, email: str = ""
) -> web.Response:
    async with database(request).transaction() as conn:
        kode = str((await captcha.issue(conn)).id)
    return render(
        request, "sandi/petugas_lupa.html", status=422 if galat else 200, galat=galat or {},
        isian={"email": email}, kode=kode, terkirim=False,
    )  # fmt: skip


async def show_new(request: web.Request) -> web.Response:
    """Ask for the new password, or say that the link counts no longer."""
    found_hash = hash_of(request.match_info["token"])
    async with database(request).connection() as conn:
        terbuka = await tautan.find_petugas(conn, found_hash, clock.now()) is not None
    return _new(request, terbuka=terbuka)


async def set_new(request: web.Request) -> web.Response:
    """Set the new password."""
    form = await read_form(request)
    try:
        await petugas.reset_sandi(
            database(request), request.match_info["token"], form["sandi"], form["sandi_ulang"]
        )
    except Conflict:
        return _new(request, terbuka=False)
    except Invalid as wrong:
        return _new(request, terbuka=True, galat=wrong.fields)
    return see_other("/petugas/masuk?sandi_baru=1")


def _new(
    request: web.Request, *, terbuka: bool, galat: dict[str, Message] | None = None
) -> web.Response:
    status = 410 if not terbuka else 422 if galat else 200
    return render(
        request, "sandi/petugas_baru.html", status=status, terbuka=terbuka, galat=galat or {}
    )


async def show_change(request: web.Request) -> web.Response:
    """Ask for the old and the new password."""
    return _change(request)


async def change(request: web.Request) -> web.Response:
    """Change the password."""
    form = await read_form(request)
    try:
        await petugas.change_sandi(
            database(request), principal_of(request), form["sandi_lama"], form["sandi"],
            form["sandi_ulang"],
        )  # fmt: skip
    except Invalid as wrong:
        return _change(request, wrong.fields)
    return see_other(f"{CHANGE}?tersimpan=1")


def _change(request: web.Request, galat: dict[str, Message] | None = None) -> web.Response:
    return render(
        request, "sandi/petugas_ganti.html", status=422 if galat else 200, galat=galat or {},
        tersimpan="tersimpan" in request.query and not galat,
    )  # fmt: skip


ROUTES = [
    Route("GET", FORGOTTEN, show_forgotten, public()),
    Route("POST", FORGOTTEN, forget, public()),
    Route("GET", NEW, show_new, public()),
    Route("POST", NEW, set_new, public()),
    Route("GET", CHANGE, show_change, officers(*STAFF)),
    Route("POST", CHANGE, change, officers(*STAFF)),
]
