"""The officers' search by NIK. It is posted, so that no NIK stands in an address."""

from __future__ import annotations

from aiohttp import web

from services.identity.pencarian import actions
from services.identity.pencarian.models import AkunCocok
from shared.errors import Invalid
from shared.policy import VERIFIERS, officers
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render
from shared.web.route import Route

PATH = "/akun/cari"
PETUGAS = officers(*VERIFIERS)


async def show(request: web.Request) -> web.Response:
    """Show the search."""
    return _page(request)


async def cari(request: web.Request) -> web.Response:
    """Show the akun of a NIK, with what verification has of each."""
    form = await read_form(request)
    try:
        found = await actions.find(database(request), principal_of(request), form.get("nik"))
    except Invalid as wrong:
        return _page(request, wrong=wrong, typed=form.get("nik"))
    return _page(request, found, typed=form.get("nik"))


def _page(
    request: web.Request, found: list[AkunCocok] | None = None, wrong: Invalid | None = None,
    typed: str = "",
) -> web.Response:  # fmt: skip
    return render(
        request, "pencarian/petugas_cari.html", status=wrong.status if wrong else 200,
        ditemukan=found, isian={"nik": typed}, galat=wrong.fields if wrong else {},
    )  # fmt: skip


ROUTES = [Route("GET", PATH, show, PETUGAS), Route("POST", PATH, cari, PETUGAS)]
