"""The fragment "Butuh bantuan?"."""

from __future__ import annotations

from aiohttp import web

from services.identity.instansi import queries
from shared.policy import public
from shared.web.keys import database
from shared.web.pages import render
from shared.web.route import Route


async def show_card(request: web.Request) -> web.Response:
    """Show name, phone and hours of an office; of an unknown one only where to go."""
    async with database(request).connection() as conn:
        instansi = await queries.find_instansi(conn, request.match_info["kode_kantor"])
        state = await queries.find_keadaan(conn, request.match_info["kode_kantor"])
    return render(request, "instansi/kartu.html", instansi=instansi, logo=state.logo_url)


ROUTES = [Route("GET", "/instansi/_kartu/{kode_kantor}", show_card, public())]
