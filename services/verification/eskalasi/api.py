"""What a tugas went up to, for programs."""

from __future__ import annotations

from aiohttp import web

from services.verification.antrean.api import ROOT
from services.verification.antrean.doors import DI_KANTOR, tugas_id_of
from services.verification.eskalasi import queries
from services.verification.eskalasi.models import EskalasiList
from shared.web.api import answer
from shared.web.keys import database
from shared.web.route import Route


async def list_(request: web.Request) -> web.Response:
    """Answer every level that the task went up to."""
    async with database(request).connection() as conn:
        rows = await queries.list_eskalasi(conn, tugas_id_of(request))
    return answer(EskalasiList(eskalasi=rows))


ROUTES = [
    Route(
        "GET", f"{ROOT}/{{tugas_id}}/eskalasi", list_, DI_KANTOR,
        "Eskalasi satu tugas", answer=EskalasiList,
    ),
]  # fmt: skip
