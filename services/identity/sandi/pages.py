"""The pages of a forgotten, a new and a changed password."""

from __future__ import annotations

from aiohttp import web

from services.identity.captcha import actions as captcha
from services.identity.captcha.rules import local_answer
from services.identity.captcha.suara import is_ready
from services.identity.konfirmasi.rules import hash_of
from services.identity.laju.rules import address_of
from services.identity.sandi import actions
from services.identity.sesi.pages import uuid_or_none
from services.identity.settings import settings_of
from services.identity.tautan import queries as tautan
from shared import clock
from shared.errors import N_, Conflict, Invalid, Message
from shared.policy import public, residents
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route

EMPTY = N_("Masukkan email Anda.")


async def show_forgotten(request: web.Request) -> web.Response:
    """Ask for the address, or say that a mail is on its way if it has an akun."""
    if "terkirim" in request.query:
        return render(request, "sandi/lupa_terkirim.html")
    return await _ask(request)


async def forget(request: web.Request) -> web.Response:
    """Have the link mailed."""
    form = await read_form(request)
    if form["ganti_kode"]:
        return await _ask(request, email=form.get("email"))
    try:
        if not form.get("email"):
            raise Invalid({"email": EMPTY})
        await actions.forget_sandi(
            database(request), form.get("email")[:300], address_of(request),
            uuid_or_none(form["captcha_id"]), form.get("captcha"),
            local_answer(settings_of(request)),
        )  # fmt: skip
    except Invalid as wrong:
        return await _ask(request, wrong.fields, form.get("email"))
    return see_other("/lupa-sandi?terkirim=1")


async def _ask(
    request: web.Request, galat: dict[str, Message] | None = None, email: str = ""
) -> web.Response:
    async with database(request).transaction() as conn:
        kode = str((await captcha.issue(conn)).id)
    return render(
        request, "sandi/lupa.html", status=422 if galat else 200, galat=galat or {},
        isian={"email": email}, kode=kode, suara=is_ready(settings_of(request).build_dir),
    )  # fmt: skip


async def show_new(request: web.Request) -> web.Response:
    """Ask for the new password, or say that the link counts no longer."""
    found_hash = hash_of(request.match_info["token"])
    async with database(request).connection() as conn:
        akun_id = await tautan.find_open(conn, found_hash, "sandi", clock.now())
    terbuka = akun_id is not None
    return render(request, "sandi/baru.html", status=200 if terbuka else 410, terbuka=terbuka)


async def set_new(request: web.Request) -> web.Response:
    """Set the new password."""
    form = await read_form(request)
    try:
        await actions.reset_sandi(
            database(request), request.match_info["token"], form["sandi"], form["sandi_ulang"]
        )
    except Conflict:
        return render(request, "sandi/baru.html", status=410, terbuka=False)
    except Invalid as wrong:
        return render(request, "sandi/baru.html", status=422, terbuka=True, galat=wrong.fields)
    return see_other("/masuk?sandi_baru=1")


async def show_change(request: web.Request) -> web.Response:
    """Ask for the old and the new password."""
    return render(request, "sandi/ganti.html", tersimpan="tersimpan" in request.query)


async def change(request: web.Request) -> web.Response:
    """Change the password."""
    form = await read_form(request)
    try:
        await actions.change_sandi(
            database(request), principal_of(request), form["sandi_lama"], form["sandi"],
            form["sandi_ulang"],
        )  # fmt: skip
    except Invalid as wrong:
        return render(request, "sandi/ganti.html", status=422, galat=wrong.fields, tersimpan=False)
    return see_other("/akun/sandi?tersimpan=1")


ROUTES = [
    Route("GET", "/lupa-sandi", show_forgotten, public()),
    Route("POST", "/lupa-sandi", forget, public()),
    Route("GET", "/sandi-baru/{token}", show_new, public()),
    Route("POST", "/sandi-baru/{token}", set_new, public()),
    Route("GET", "/akun/sandi", show_change, residents()),
    Route("POST", "/akun/sandi", change, residents()),
]
