"""The page where an officer says which letters he wants."""

from __future__ import annotations

from aiohttp import web

from services.identity.surat import queries
from services.identity.surat.models import PilihanSurat
from shared.policy import KEPALA_DINAS, SUPERVISOR, officers
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route

PATH = "/petugas/surat"
ATASAN = officers(SUPERVISOR, KEPALA_DINAS)


async def show(request: web.Request) -> web.Response:
    """Show what is chosen."""
    async with database(request).connection() as conn:
        pilihan = await queries.find_pilihan(conn, principal_of(request).id)
    return render(
        request, "surat/pilihan.html", isian={"segera": "ya" if pilihan.segera else ""},
        tersimpan=request.query.get("tersimpan") == "ya",
    )  # fmt: skip


async def save(request: web.Request) -> web.Response:
    """Keep the choice."""
    form = await read_form(request)
    pilihan = PilihanSurat(segera=form.get("segera") == "ya")
    async with database(request).transaction() as conn:
        await queries.upsert_pilihan(conn, principal_of(request).id, pilihan)
    return see_other(f"{PATH}?tersimpan=ya")


ROUTES = [Route("GET", PATH, show, ATASAN), Route("POST", PATH, save, ATASAN)]
