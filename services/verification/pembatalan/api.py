"""Undoing a decision, for programs."""

from __future__ import annotations

from aiohttp import web

from services.verification.antrean.api import ROOT, answer_tugas
from services.verification.antrean.doors import DI_TEMPAT, petugas_of, tugas_id_of
from services.verification.antrean.models import TugasDetail
from services.verification.pembatalan import actions
from shared.web.keys import database
from shared.web.route import Route


async def batalkan(request: web.Request) -> web.Response:
    """Undo the decision."""
    async with database(request).transaction() as conn:
        tugas = await actions.undo_decision(conn, petugas_of(request), tugas_id_of(request))
    return await answer_tugas(request, tugas)


ROUTES = [
    Route(
        "POST", f"{ROOT}/{{tugas_id}}/batalkan", batalkan, DI_TEMPAT,
        "Batalkan putusan sendiri sebelum disampaikan", answer=TugasDetail,
    ),
]  # fmt: skip
