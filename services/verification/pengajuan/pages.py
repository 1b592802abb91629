"""The form that puts a task before the supervisor, and his button that hands it back."""

from __future__ import annotations

from aiohttp import web

from services.verification.antrean import queries as antrean
from services.verification.antrean.doors import (
    DI_KANTOR,
    fence_of,
    petugas_of,
    saringan_of,
    tugas_id_of,
)
from services.verification.antrean.pages import tugas_page
from services.verification.antrean.tampilan import query_of
from services.verification.pengajuan import actions, rules
from services.verification.pengajuan.models import AjukanForm, KembalikanForm
from shared.errors import Conflict, Invalid
from shared.web.forms import Form, read_form
from shared.web.keys import database
from shared.web.pages import render, see_other
from shared.web.route import Route

LONGEST = 2000


async def show(request: web.Request) -> web.Response:
    """Show the form; only for a task in hand."""
    return await _form(request)


async def _form(
    request: web.Request, wrong: Invalid | None = None, form: Form | None = None
) -> web.Response:
    petugas = petugas_of(request)
    async with database(request).connection() as conn:
        tugas = await antrean.get_tugas(conn, tugas_id_of(request))
    if petugas.is_atasan or tugas.status != "open" or not tugas.is_claimed_by(petugas.id):
        return see_other(_tugas(request))
    return render(
        request, "pengajuan/ajukan.html", status=wrong.status if wrong else 200, tugas=tugas,
        query=query_of(saringan_of(request.query)), pilihan=list(rules.ALASAN.items()),
        isian=form.fields if form else {}, galat=wrong.fields if wrong else {},
    )  # fmt: skip


async def ajukan(request: web.Request) -> web.Response:
    """Put the task before the supervisor."""
    form = await read_form(request)
    try:
        _check_length(form, "catatan")
        wish = AjukanForm(
            fence=fence_of(form), alasan=form.get("alasan")[:40], catatan=form.get("catatan")
        )
        async with database(request).transaction() as conn:
            await actions.refer_tugas(conn, petugas_of(request), tugas_id_of(request), wish)
    except Invalid as wrong:
        return await _form(request, wrong, form)
    except Conflict as refused:
        return await tugas_page(request, refused.status, refused.message)
    return see_other(_tugas(request))


async def kembalikan(request: web.Request) -> web.Response:
    """Hand the task back to the officers."""
    form = await read_form(request)
    try:
        _check_length(form, "jawaban")
        answer = KembalikanForm(jawaban=form.get("jawaban"))
        async with database(request).transaction() as conn:
            await actions.hand_back(conn, petugas_of(request), tugas_id_of(request), answer)
    except Invalid as wrong:
        return await tugas_page(request, wrong.status, wrong=wrong, form=form)
    except Conflict as refused:
        return await tugas_page(request, refused.status, refused.message)
    return see_other(_tugas(request))


def _check_length(form: Form, nama: str) -> None:
    if len(form.get(nama)) > LONGEST:
        raise Invalid({nama: "Catatan paling panjang 2.000 huruf."})


def _tugas(request: web.Request) -> str:
    return f"/verifikasi/{tugas_id_of(request)}{query_of(saringan_of(request.query))}"


ROUTES = [
    Route("GET", "/verifikasi/{tugas_id}/ajukan", show, DI_KANTOR),
    Route("POST", "/verifikasi/{tugas_id}/ajukan", ajukan, DI_KANTOR),
    Route("POST", "/verifikasi/{tugas_id}/kembalikan", kembalikan, DI_KANTOR),
]
