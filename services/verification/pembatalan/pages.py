"""The button that undoes a decision."""

from __future__ import annotations

from aiohttp import web

from services.verification.antrean.doors import (
    DI_TEMPAT,
    petugas_of,
    saringan_of,
    tugas_id_of,
)
from services.verification.antrean.pages import tugas_page
from services.verification.antrean.tampilan import query_of
from services.verification.pembatalan import actions
from shared.errors import Conflict
from shared.web.keys import database
from shared.web.pages import see_other
from shared.web.route import Route


async def batalkan(request: web.Request) -> web.Response:
    """Undo the decision and show the task again."""
    tugas_id = tugas_id_of(request)
    try:
        async with database(request).transaction() as conn:
            await actions.undo_decision(conn, petugas_of(request), tugas_id)
    except Conflict as refused:
        return await tugas_page(request, refused.status, refused.message)
    return see_other(f"/verifikasi/{tugas_id}{query_of(saringan_of(request.query))}")


ROUTES = [Route("POST", "/verifikasi/{tugas_id}/batalkan", batalkan, DI_TEMPAT)]
