"""HTML door of the recap: one's own area, any area within it, and the form on paper."""

from __future__ import annotations

from aiohttp import web

from services.reporting.rekap import tampilan
from services.reporting.rekap.alamat import KODE, url_of
from services.reporting.rekap.permintaan import Jawaban, make_jawaban
from services.reporting.rekap.queries import area_of_rekap
from shared.errors import Invalid
from shared.policy import officers
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah.queries import list_jalur


async def show_own_rekap(request: web.Request) -> web.Response:
    """Lead to the recap of the officer's own area, the filter kept."""
    query = f"?{request.query_string}" if request.query_string else ""
    return see_other(f"/rekap/{url_of(principal_of(request).wilayah)}{query}")


async def show_rekap(request: web.Request) -> web.Response:
    """Show an area's recap; a day that cannot be asked is refused beside today's figures."""
    try:
        return await _page(request, await make_jawaban(request))
    except Invalid as wrong:
        found = await make_jawaban(request, today=True)
        return await _page(request, found, wrong)


async def _page(request: web.Request, found: Jawaban, wrong: Invalid | None = None) -> web.Response:
    rekap = found.rekap
    asked = {"bulan": request.query.get("bulan", ""), "per": request.query.get("per", "")}
    query = "" if wrong else tampilan.saringan(**asked)
    async with database(request).connection() as conn:
        names = {area.kode: area.tampil for area in await list_jalur(conn, rekap.kode)}
    return render(
        request,
        "rekap/rekap.html",
        status=wrong.status if wrong else 200,
        galat=wrong.fields if wrong else {},
        isian=asked if wrong else {"bulan": f"{rekap.per:%Y-%m}", "per": asked["per"]},
        jalur=tampilan.jalur(rekap.kode, principal_of(request).wilayah, names, query),
        **tampilan.konteks(rekap, found.lembar, query),
    )


async def print_rekap(request: web.Request) -> web.Response:
    """Show the recap as its form, one sheet to print and sign."""
    found = await make_jawaban(request)
    query = tampilan.saringan(request.query.get("per", ""), request.query.get("bulan", ""))
    return render(
        request,
        "rekap/cetak.html",
        lembar=found.lembar,
        kembali=f"/rekap/{found.rekap.unit.url}{query}",
    )


WITHIN = officers(area=area_of_rekap)

ROUTES = [
    Route("GET", "/rekap", show_own_rekap, officers()),
    Route("GET", f"/rekap/{KODE}", show_rekap, WITHIN),
    Route("GET", f"/rekap/{KODE}/cetak", print_rekap, WITHIN),
]
