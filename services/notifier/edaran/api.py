"""Letters of notice as JSON."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.notifier.edaran import actions, queries, rules
from services.notifier.edaran.models import DaftarEdaran, EdaranSatu, PenerimaSatu
from services.notifier.edaran.pages import BOTH, SEEN, edaran_id_of
from shared.errors import NotFound
from shared.web.api import answer
from shared.web.keys import database, principal_of
from shared.web.route import Route
from shared.wilayah.kode import kantor_of


async def list_edaran(request: web.Request) -> web.Response:
    """Answer the letters that were sent, or those that came."""
    who = principal_of(request)
    async with database(request).connection() as conn:
        if who.peran in rules.SENDERS:
            found = await queries.list_sent(conn, kantor_of(who.wilayah))
        else:
            found = await queries.list_received(conn, who.wilayah)
    rows = [EdaranSatu.model_validate(one, from_attributes=True) for one in found]
    return answer(DaftarEdaran(edaran=rows))


async def get_edaran(request: web.Request) -> web.Response:
    """Answer one letter; its sender sees how far it is with each recipient."""
    who, edaran_id = principal_of(request), edaran_id_of(request)
    async with database(request).transaction() as conn:
        await actions.open_edaran(conn, who, edaran_id)
        one = await queries.find_edaran(conn, UUID(str(edaran_id)))
        if one is None:
            raise NotFound
        found = await queries.list_penerima(conn, edaran_id) if who.peran in rules.SENDERS else []
    shown = EdaranSatu.model_validate(one, from_attributes=True)
    penerima = [PenerimaSatu.model_validate(each, from_attributes=True) for each in found]
    return answer(shown.model_copy(update={"penerima": penerima}))


PATH = "/api/v1/notifier/edaran"
ROUTES = [
    Route("GET", PATH, list_edaran, BOTH, summary="Surat pemberitahuan", answer=DaftarEdaran),
    Route(
        "GET", f"{PATH}/{{id:[0-9a-f-]{{36}}}}", get_edaran, SEEN,
        summary="Satu surat pemberitahuan", answer=EdaranSatu,
    ),
]  # fmt: skip
