"""Offices as JSON."""

from __future__ import annotations

from aiohttp import web

from services.identity.instansi import actions, queries, rules
from services.identity.instansi.models import Instansi, InstansiForm
from services.identity.instansi.rules import own_kantor
from services.identity.petugas import stepup
from shared.errors import NotAllowed, NotFound
from shared.policy import ADMIN_KABUPATEN, officers, public
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.route import Route


async def get_instansi(request: web.Request) -> web.Response:
    """Answer one office."""
    async with database(request).connection() as conn:
        instansi = await queries.find_instansi(conn, request.match_info["kode"])
    if instansi is None:
        raise NotFound("Kantor ini belum terdaftar.")
    return answer(instansi)


async def put_instansi(request: web.Request) -> web.Response:
    """Make the caller's own office as written."""
    body, who = await read_body(request, InstansiForm), principal_of(request)
    kode = own_kantor(who)
    if kode != request.match_info["kode"]:
        raise NotAllowed
    instansi = rules.check_instansi(kode, body)
    await stepup.confirm(database(request), who, body.kode)
    async with database(request).transaction() as conn:
        await actions.save_instansi(conn, instansi)
    return answer(instansi)


ROUTES = [
    Route(
        "GET", "/api/v1/identity/instansi/{kode}", get_instansi, public(),
        summary="Satu kantor: nama, kepala, alamat, jam kerja", answer=Instansi,
    ),
    Route(
        "PUT", "/api/v1/identity/instansi/{kode}", put_instansi, officers(ADMIN_KABUPATEN),
        summary="Ubah kantor sendiri", body=InstansiForm, answer=Instansi,
    ),
]  # fmt: skip
