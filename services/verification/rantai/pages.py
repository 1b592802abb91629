"""The pages' door to a chain: hand on, hand back, recommend."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

from aiohttp import web

from services.verification.antrean import queries_daftar, tampilan
from services.verification.antrean.doors import (
    DI_TEMPAT,
    fence_of,
    petugas_of,
    saringan_of,
    tugas_id_of,
)
from services.verification.antrean.models import Petugas, Saringan, Tugas
from services.verification.antrean.pages import (
    LONGEST_NOTE,
    checklist_of,
    tugas_page,
)
from services.verification.pembagian.doors import PENGAWAS_DI_KANTOR
from services.verification.rantai import actions
from services.verification.rantai.models import TarikForm, TeruskanForm, TurunkanForm, UsulanForm
from shared.db import Connection
from shared.errors import Conflict, Invalid
from shared.web.forms import Form, read_form
from shared.web.keys import database
from shared.web.pages import see_other
from shared.web.route import Route

F = TypeVar("F", TeruskanForm, UsulanForm, TurunkanForm)
KEMBALI = {"alasan": "alasan_kembali", "catatan": "catatan_kembali"}


async def teruskan(request: web.Request) -> web.Response:
    """Hand the task on to the next level, and lead on to the next task."""
    form = await read_form(request)
    said = TeruskanForm(fence=fence_of(form), checklist=checklist_of(form))
    try:
        return await _step(request, actions.forward_tugas, said)
    except Conflict as refused:
        return await tugas_page(request, refused.status, refused.message, form=form)
    except Invalid as wrong:
        return await tugas_page(request, wrong.status, wrong=wrong, form=form)


async def usulkan(request: web.Request) -> web.Response:
    """Hand the task to the office with the advice to refuse it."""
    form = await read_form(request)
    try:
        said = UsulanForm(
            fence=fence_of(form), checklist=checklist_of(form),
            alasan=[kode for kode in form.lists.get("alasan", []) if kode][:10],
            catatan=_catatan(form, "catatan"),
        )  # fmt: skip
        return await _step(request, actions.recommend_rejection, said)
    except Conflict as refused:
        return await tugas_page(request, refused.status, refused.message, form=form)
    except Invalid as wrong:
        return await tugas_page(request, wrong.status, wrong=wrong, form=form)


async def turunkan(request: web.Request) -> web.Response:
    """Hand the task back to the level before."""
    form = await read_form(request)
    try:
        said = TurunkanForm(
            fence=fence_of(form), alasan=form.get("alasan_kembali")[:40],
            catatan=_catatan(form, "catatan_kembali"),
        )  # fmt: skip
        return await _step(request, actions.send_back_tugas, said)
    except Conflict as refused:
        return await tugas_page(request, refused.status, refused.message, isian=form.fields)
    except Invalid as wrong:
        named = Invalid({KEMBALI.get(name, name): text for name, text in wrong.fields.items()})
        return await tugas_page(request, wrong.status, wrong=named, isian=form.fields)


async def tarik(request: web.Request) -> web.Response:
    """Pull the task up to the office and show it there."""
    form = await read_form(request)
    petugas, tugas_id = petugas_of(request), tugas_id_of(request)
    try:
        said = TarikForm(catatan=_catatan(form, "catatan_tarik"))
        async with database(request).transaction() as conn:
            await actions.pull_up_tugas(conn, petugas, tugas_id, said)
    except Conflict as refused:
        return await tugas_page(request, refused.status, refused.message, isian=form.fields)
    except Invalid as wrong:
        named = Invalid({"catatan_tarik": wrong.fields["catatan"]})
        return await tugas_page(request, wrong.status, wrong=named, isian=form.fields)
    query = tampilan.query_of(Saringan(), serah=str(tugas_id))
    return see_other(f"/verifikasi/{tugas_id}{query}")


def _catatan(form: Form, name: str) -> str:
    text = form.get(name).replace("\r\n", "\n")
    if len(text) > LONGEST_NOTE:
        raise Invalid({"catatan": "Catatan paling panjang 2.000 huruf."})
    return text


async def _step(
    request: web.Request,
    step: Callable[[Connection, Petugas, UUID, F], Awaitable[Tugas]],
    said: F,
) -> web.Response:
    petugas, tugas_id = petugas_of(request), tugas_id_of(request)
    saringan = saringan_of(request.query)
    async with database(request).transaction() as conn:
        await step(conn, petugas, tugas_id, said)
        after = await queries_daftar.next_open(conn, petugas, saringan.jenis)
    place = f"/{after}" if after else ""
    return see_other(f"/verifikasi{place}{tampilan.query_of(saringan, serah=str(tugas_id))}")


ROUTES = [
    Route("POST", "/verifikasi/{tugas_id}/teruskan", teruskan, DI_TEMPAT),
    Route("POST", "/verifikasi/{tugas_id}/usulkan", usulkan, DI_TEMPAT),
    Route("POST", "/verifikasi/{tugas_id}/turunkan", turunkan, DI_TEMPAT),
    Route("POST", "/verifikasi/{tugas_id}/tarik", tarik, PENGAWAS_DI_KANTOR),
]
