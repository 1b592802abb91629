"""The choice as JSON."""

from __future__ import annotations

from aiohttp import web

from services.notifier.pilihan import queries
from services.notifier.pilihan.models import PilihanKabar
from services.notifier.pilihan.queries import Pilihan
from shared import policy
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.route import Route


async def get_pilihan(request: web.Request) -> web.Response:
    """Answer what is chosen."""
    async with database(request).connection() as conn:
        pilihan = await queries.find_pilihan(conn, principal_of(request).id)
    return answer(PilihanKabar.model_validate(pilihan._asdict()))


async def put_pilihan(request: web.Request) -> web.Response:
    """Keep a choice and answer it."""
    body = await read_body(request, PilihanKabar)
    async with database(request).transaction() as conn:
        pilihan = Pilihan(body.bahasa, body.pengingat_email)
        await queries.upsert_pilihan(conn, principal_of(request).id, pilihan)
    return answer(body)


PATH = "/api/v1/notifier/pilihan"
ROUTES = [
    Route(
        "GET", PATH, get_pilihan, policy.residents(),
        summary="Pilihan bahasa dan pengingat", answer=PilihanKabar,
    ),
    Route(
        "PUT", PATH, put_pilihan, policy.residents(),
        summary="Ubah pilihan", body=PilihanKabar, answer=PilihanKabar,
    ),
]  # fmt: skip
