"""HTML door of the public figures."""

from __future__ import annotations

from aiohttp import web

from services.reporting.rekap.alamat import KODE
from services.reporting.rekap.permintaan import asked_unit
from services.reporting.statistik import tampilan
from services.reporting.statistik.actions import read_statistik
from services.reporting.statistik.simpanan import is_shared, keep
from shared import kata
from shared.errors import NotFound
from shared.policy import public
from shared.web import language
from shared.web.keys import database
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah.kode import NASIONAL
from shared.wilayah.queries import list_nama


async def show_nation(request: web.Request) -> web.Response:
    """Show the nation's public figures."""
    return await _show(request, NASIONAL)


async def show_area(request: web.Request) -> web.Response:
    """Show an area's public figures, down to a kecamatan."""
    unit = asked_unit(request)
    if unit.rt:
        raise NotFound
    return await _show(request, unit.kode) if unit.kode else see_other("/statistik")


async def _show(request: web.Request, kode: str) -> web.Response:
    async with database(request).connection() as conn:
        found = await read_statistik(conn, kode)
        if found is None:
            return render(request, "statistik/kosong.html")
        names = await list_nama(conn, tampilan.names_wanted(found))
    bahasa: kata.Bahasa = "en" if language.current.get() == "en" else "id"
    page = render(
        request, "statistik/statistik.html", tanpa_formulir=is_shared(request),
        **tampilan.konteks(found, names, bahasa),
    )  # fmt: skip
    return keep(request, page)


ROUTES = [
    Route("GET", "/statistik", show_nation, public()),
    Route("GET", f"/statistik/{KODE}", show_area, public()),
]
