"""Offices as JSON."""

from __future__ import annotations

from aiohttp import web

from services.identity.instansi import queries
from services.identity.instansi.models import Instansi
from shared.errors import NotFound
from shared.policy import public
from shared.web.api import answer
from shared.web.keys import database
from shared.web.route import Route


async def get_instansi(request: web.Request) -> web.Response:
    """Answer one office."""
    async with database(request).connection() as conn:
        instansi = await queries.find_instansi(conn, request.match_info["kode"])
    if instansi is None:
        raise NotFound("Kantor ini belum terdaftar.")
    return answer(instansi)


ROUTES = [
    Route(
        "GET", "/api/v1/identity/instansi/{kode}", get_instansi, public(),
        summary="Satu kantor: nama, kepala, alamat, jam kerja", answer=Instansi,
    ),
]  # fmt: skip
