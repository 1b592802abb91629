"""The page of what the destination's form pack asks besides."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from services.registration.draf import actions
from services.registration.draf.models import Draf
from services.registration.draf.pages import ID, OWN, check_open, open_draf, path_of
from services.registration.keterangan.actions import get_lembar
from services.registration.keterangan.models import Lembar
from services.registration.keterangan.rules import check_keterangan
from shared.db import Connection
from shared.errors import Invalid
from shared.web.forms import read_form
from shared.web.keys import database
from shared.web.pages import render, see_other
from shared.web.route import Route


async def _asked(conn: Connection, draf: Draf) -> Lembar:
    """Return what is asked; leads back to the task list where nothing is."""
    check_open(draf, "keterangan")
    lembar = await get_lembar(conn, draf.kode_wilayah)
    if not lembar.asks:
        raise web.HTTPSeeOther(path_of(draf.id))
    return lembar


def _page(
    request: web.Request, draf: Draf, lembar: Lembar, isian: Any, **more: Any
) -> web.Response:
    return render(request, "draf/keterangan.html", draf=draf, lembar=lembar, isian=isian, **more)


async def show_keterangan(request: web.Request) -> web.Response:
    """Show the fields of the form pack."""
    async with database(request).connection() as conn:
        _, draf = await open_draf(request, conn)
        lembar = await _asked(conn, draf)
    return _page(request, draf, lembar, draf.isian.keterangan)


async def save_keterangan(request: web.Request) -> web.Response:
    """Save them and lead back to the list."""
    form = await read_form(request)
    async with database(request).transaction() as conn:
        pemohon, draf = await open_draf(request, conn)
        lembar = await _asked(conn, draf)
        try:
            found = check_keterangan(lembar.pemohon, form.fields)
        except Invalid as wrong:
            return _page(
                request, draf, lembar, form.fields, galat=wrong.fields, status=wrong.status
            )
        await actions.save_keterangan(conn, pemohon, draf.id, found)
    return see_other(path_of(draf.id))


ROUTES = [
    Route("GET", f"/permohonan/{ID}/keterangan", show_keterangan, OWN),
    Route("POST", f"/permohonan/{ID}/keterangan", save_keterangan, OWN),
]
