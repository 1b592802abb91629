"""The JSON door to a chain."""

from __future__ import annotations

from aiohttp import web

from services.verification.antrean import queries as antrean
from services.verification.antrean.api import ROOT, answer_tugas
from services.verification.antrean.doors import DI_TEMPAT, petugas_of, tugas_id_of
from services.verification.antrean.models import TugasDetail
from services.verification.pembagian.doors import PENGAWAS_DI_KANTOR
from services.verification.rantai import actions, queries
from services.verification.rantai.models import (
    LangkahJawab,
    RantaiJawab,
    TarikForm,
    TeruskanForm,
    TurunkanForm,
    UsulanForm,
)
from shared.web.api import answer, read_body
from shared.web.keys import database
from shared.web.route import Route


async def get(request: web.Request) -> web.Response:
    """Answer where a task stands in its chain, with all steps so far."""
    async with database(request).connection() as conn:
        tugas = await antrean.get_tugas(conn, tugas_id_of(request))
        steps = await queries.list_langkah(conn, tugas)
    return answer(
        RantaiJawab(
            tugas_id=tugas.id, rantai=list(tugas.rantai), jenjang=tugas.jenjang,
            tenggat=tugas.tenggat,
            langkah=[
                LangkahJawab(
                    jenjang=one.jenjang, tindakan=one.tindakan, ke=one.ke, at=one.at,
                    petugas_nama=one.petugas_nama, peran=one.peran, alasan=list(one.alasan),
                    catatan=one.catatan,
                )
                for one in steps
            ],
        )
    )  # fmt: skip


async def teruskan(request: web.Request) -> web.Response:
    """Hand a task on to the next level."""
    form = await read_body(request, TeruskanForm)
    async with database(request).transaction() as conn:
        tugas = await actions.forward_tugas(conn, petugas_of(request), tugas_id_of(request), form)
    return await answer_tugas(request, tugas)


async def usulkan(request: web.Request) -> web.Response:
    """Hand a task to the office with the advice to refuse it."""
    form, tugas_id = await read_body(request, UsulanForm), tugas_id_of(request)
    async with database(request).transaction() as conn:
        tugas = await actions.recommend_rejection(conn, petugas_of(request), tugas_id, form)
    return await answer_tugas(request, tugas)


async def turunkan(request: web.Request) -> web.Response:
    """Hand a task back to the level before."""
    form, tugas_id = await read_body(request, TurunkanForm), tugas_id_of(request)
    async with database(request).transaction() as conn:
        tugas = await actions.send_back_tugas(conn, petugas_of(request), tugas_id, form)
    return await answer_tugas(request, tugas)


async def tarik(request: web.Request) -> web.Response:
    """Pull a task up to the office."""
    form, tugas_id = await read_body(request, TarikForm), tugas_id_of(request)
    async with database(request).transaction() as conn:
        tugas = await actions.pull_up_tugas(conn, petugas_of(request), tugas_id, form)
    return await answer_tugas(request, tugas)


ROUTES = [
    Route(
        "GET", f"{ROOT}/{{tugas_id}}/langkah", get, DI_TEMPAT,
        "Langkah verifikasi tugas: tingkat, siapa, kapan, catatan", answer=RantaiJawab,
    ),
    Route(
        "POST", f"{ROOT}/{{tugas_id}}/teruskan", teruskan, DI_TEMPAT,
        "Teruskan tugas ke tingkat berikutnya", body=TeruskanForm, answer=TugasDetail,
    ),
    Route(
        "POST", f"{ROOT}/{{tugas_id}}/usulkan", usulkan, DI_TEMPAT,
        "Usulkan penolakan ke Disdukcapil", body=UsulanForm, answer=TugasDetail,
    ),
    Route(
        "POST", f"{ROOT}/{{tugas_id}}/turunkan", turunkan, DI_TEMPAT,
        "Kembalikan tugas ke tingkat sebelumnya", body=TurunkanForm, answer=TugasDetail,
    ),
    Route(
        "POST", f"{ROOT}/{{tugas_id}}/tarik", tarik, PENGAWAS_DI_KANTOR,
        "Tarik tugas yang tertahan ke Disdukcapil", body=TarikForm, answer=TugasDetail,
    ),
]  # fmt: skip
