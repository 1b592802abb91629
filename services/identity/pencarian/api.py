"""The JSON door of the search by NIK."""

from __future__ import annotations

from aiohttp import web

from services.identity.pencarian import actions
from services.identity.pencarian.models import AkunDitemukan, CariNikForm, HasilCariNik
from services.identity.pencarian.pages import PETUGAS
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.route import Route


async def cari(request: web.Request) -> web.Response:
    """Answer the akun of a NIK."""
    form = await read_body(request, CariNikForm)
    found = await actions.find(database(request), principal_of(request), form.nik)
    akun = [AkunDitemukan(akun_id=one.id, nomor=one.nomor, status=one.status) for one in found]
    return answer(HasilCariNik(akun=akun))


ROUTES = [
    Route(
        "POST", "/api/v1/identity/akun/cari", cari, PETUGAS, "Cari akun lewat NIK",
        body=CariNikForm, answer=HasilCariNik,
    ),
]  # fmt: skip
