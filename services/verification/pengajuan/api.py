"""Referrals, for programs."""

from __future__ import annotations

from aiohttp import web

from services.verification.antrean import queries as antrean
from services.verification.antrean.api import ROOT, answer_tugas
from services.verification.antrean.doors import DI_KANTOR, petugas_of, tugas_id_of
from services.verification.antrean.models import TugasDetail
from services.verification.pengajuan import actions, queries
from services.verification.pengajuan.models import (
    AjukanForm,
    KembalikanForm,
    PengajuanList,
    PengajuanRow,
)
from shared.web.api import answer, read_body
from shared.web.keys import database
from shared.web.route import Route


async def list_(request: web.Request) -> web.Response:
    """Answer every referral of the task."""
    async with database(request).connection() as conn:
        tugas = await antrean.get_tugas(conn, tugas_id_of(request))
        rows = await queries.list_pengajuan(conn, tugas)
    return answer(PengajuanList(pengajuan=[PengajuanRow.model_validate(row) for row in rows]))


async def ajukan(request: web.Request) -> web.Response:
    """Put the task before the supervisor."""
    form = await read_body(request, AjukanForm)
    async with database(request).transaction() as conn:
        tugas = await actions.refer_tugas(conn, petugas_of(request), tugas_id_of(request), form)
    return await answer_tugas(request, tugas)


async def kembalikan(request: web.Request) -> web.Response:
    """Hand the task back."""
    form = await read_body(request, KembalikanForm)
    async with database(request).transaction() as conn:
        tugas = await actions.hand_back(conn, petugas_of(request), tugas_id_of(request), form)
    return await answer_tugas(request, tugas)


ROUTES = [
    Route(
        "GET", f"{ROOT}/{{tugas_id}}/pengajuan", list_, DI_KANTOR,
        "Pengajuan satu tugas ke supervisor", answer=PengajuanList,
    ),
    Route(
        "POST", f"{ROOT}/{{tugas_id}}/ajukan", ajukan, DI_KANTOR, "Ajukan tugas ke supervisor",
        body=AjukanForm, answer=TugasDetail,
    ),
    Route(
        "POST", f"{ROOT}/{{tugas_id}}/kembalikan", kembalikan, DI_KANTOR,
        "Kembalikan tugas dari supervisor ke petugas", body=KembalikanForm, answer=TugasDetail,
    ),
]  # fmt: skip
