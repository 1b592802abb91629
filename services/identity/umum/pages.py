"""Static pages, and the two preferences that a cookie keeps."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from aiohttp import web

from services.identity.instansi import queries as instansi
from shared.policy import public
from shared.web import language
from shared.web.forms import read_form
from shared.web.keys import database
from shared.web.pages import THEMES, render, safe_return, see_other
from shared.web.route import Route

YEAR = 31_536_000


async def show_landing(request: web.Request) -> web.Response:
    """Show what this is, who must register, and how."""
    return render(request, "umum/depan.html")


async def show_help(request: web.Request) -> web.Response:
    """Show answers to common questions, and the offices that are set up."""
    async with database(request).connection() as conn:
        offices = await instansi.list_instansi(conn)
    return render(request, "umum/bantuan.html", kantor=offices)


async def show_security(request: web.Request) -> web.Response:
    """Show how a weakness is reported, and to whom."""
    async with database(request).connection() as conn:
        offices = await instansi.list_instansi(conn)
    return render(request, "umum/keamanan.html", kantor=offices)


async def _show(request: web.Request, name: str) -> web.Response:
    return render(request, f"umum/{name}.html")


def _page(name: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    return partial(_show, name=name)


async def set_language(request: web.Request) -> web.Response:
    """Keep the chosen language."""
    form = await read_form(request)
    response = see_other(safe_return(form["kembali"], "/"))
    if form["bahasa"] in language.LANGUAGES:
        response.set_cookie(
            language.COOKIE, form["bahasa"], max_age=YEAR, secure=True, samesite="Lax"
        )
    return response


async def set_theme(request: web.Request) -> web.Response:
    """Keep the chosen theme; an empty choice follows the device."""
    form = await read_form(request)
    response = see_other(safe_return(form["kembali"], "/"))
    if form["tema"] in THEMES:
        response.set_cookie("tema", form["tema"], max_age=YEAR, secure=True, samesite="Lax")
    else:
        response.del_cookie("tema")
    return response


ROUTES = [
    Route("GET", "/", show_landing, public()),
    Route("GET", "/bantuan", show_help, public()),
    Route("GET", "/syarat", _page("syarat"), public()),
    Route("GET", "/privasi", _page("privasi"), public()),
    Route("GET", "/keamanan", show_security, public()),
    Route("GET", "/aksesibilitas", _page("aksesibilitas"), public()),
    Route("POST", "/bahasa", set_language, public()),
    Route("POST", "/tema", set_theme, public()),
]
