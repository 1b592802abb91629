"""The pages of changing an address; only the button behind the link changes it."""

from __future__ import annotations

from aiohttp import web

from services.identity.akun import queries as akun
from services.identity.email import actions
from services.identity.konfirmasi.rules import hash_of
from services.identity.tautan import queries as tautan
from shared import clock
from shared.errors import Conflict, Invalid, Message
from shared.policy import public, residents
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route

LINK = "/konfirmasi-email/baru/{token}"


async def show(request: web.Request) -> web.Response:
    """Ask for the new address and the password."""
    return await _form(request)


async def ask(request: web.Request) -> web.Response:
    """Have the link mailed to the new address."""
    form = await read_form(request)
    try:
        await actions.ask_change(
            database(request), principal_of(request), form.get("email"), form["sandi"]
        )
    except Invalid as wrong:
        return await _form(request, wrong.fields, form.get("email"))
    return see_other("/akun/email?terkirim=1")


async def _form(
    request: web.Request, galat: dict[str, Message] | None = None, email: str = ""
) -> web.Response:
    async with database(request).connection() as conn:
        sekarang = (await akun.get_akun(conn, principal_of(request).id)).diri.email
    return render(
        request, "email/ganti.html", status=422 if galat else 200, galat=galat or {},
        isian={"email": email}, sekarang=sekarang, terkirim="terkirim" in request.query,
    )  # fmt: skip


async def show_link(request: web.Request) -> web.Response:
    """Show the button, or that the link counts no longer."""
    found_hash = hash_of(request.match_info["token"])
    async with database(request).connection() as conn:
        terbuka = await tautan.find_open(conn, found_hash, "email", clock.now()) is not None
    status = 200 if terbuka else 410
    return render(request, "email/tautan.html", status=status, terbuka=terbuka, selesai=False)


async def confirm(request: web.Request) -> web.Response:
    """Make the new address the akun's."""
    await read_form(request)
    try:
        async with database(request).transaction() as conn:
            await actions.confirm_change(conn, request.match_info["token"])
    except Conflict:
        return render(request, "email/tautan.html", status=410, terbuka=False, selesai=False)
    return render(request, "email/tautan.html", terbuka=False, selesai=True)


ROUTES = [
    Route("GET", "/akun/email", show, residents()),
    Route("POST", "/akun/email", ask, residents()),
    Route("GET", LINK, show_link, public()),
    Route("POST", LINK, confirm, public()),
]
