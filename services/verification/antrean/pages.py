"""The officers' pages: the queue, a task, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast, get_args
from uuid import UUID

from aiohttp import web

from services.verification.antrean import actions, queries, queries_daftar, rules, show, tampilan
from services.verification.antrean.doors import (
    DI_TEMPAT,
    PEMERIKSA,
    PETUGAS,
    SEARCH_SIZE,
    fence_of,
    petugas_of,
    saringan_of,
    tugas_id_of,
)
from services.verification.antrean.models import Checklist, Keputusan, KeputusanForm, PeriksaForm
from services.verification.jam_kerja.actions import get_jam_kerja
from shared import clock, policy
from shared.errors import Conflict, Invalid, Message, NotFound
from shared.web.forms import Form, read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah import queries as wilayah

PERIKSA = "periksa_"
KNOWN = {PERIKSA + kode for butir in rules.BUTIR.values() for kode in butir}
LONGEST_NOTE = 2000


async def show_antrean(request: web.Request) -> web.Response:
    """Show the queue."""
    async with database(request).connection() as conn:
        context = await show.antrean(conn, request)
    return render(request, "antrean/antrean.html", **context)


async def show_tugas(request: web.Request) -> web.Response:
    """Show a task beside the queue; opening it does not claim it."""
    return await tugas_page(request)


async def tugas_page(
    request: web.Request,
    status: int = 200,
    konflik: Message | None = None,
    wrong: Invalid | None = None,
    form: Form | None = None,
    isian: Mapping[str, str] | None = None,
) -> web.Response:
    """Show the task as it is now, with what was refused and typed; `isian` is a side form's."""
    async with database(request).connection() as conn:
        context = await show.antrean(conn, request)
        found = await queries.get_tugas(conn, tugas_id_of(request))
        context |= await show.tugas(conn, request, found)
    if form:
        context |= {"jawaban": checklist_of(form), "isian": form.fields}
        context["ditandai"] = form.lists.get("bidang", [])
        context["beralasan"] = form.lists.get("alasan", [])
    if isian:
        context["isian"] = isian
    context |= {"konflik": konflik, "galat": wrong.fields if wrong else {}}
    return render(request, "antrean/tugas.html", status=status, **context)


async def ambil(request: web.Request) -> web.Response:
    """Claim the task."""
    tugas_id = tugas_id_of(request)
    try:
        async with database(request).transaction() as conn:
            await actions.claim_tugas(conn, petugas_of(request), tugas_id)
    except Conflict as refused:
        return await tugas_page(request, refused.status, refused.message)
    return see_other(_here(request, tugas_id))


async def ambil_berikutnya(request: web.Request) -> web.Response:
    """Claim the free task with the nearest deadline."""
    saringan = saringan_of(request.query)
    async with database(request).transaction() as conn:
        tugas = await actions.claim_next(conn, petugas_of(request), saringan.jenis)
    return see_other(_here(request, tugas.id))


async def lepas(request: web.Request) -> web.Response:
    """Give the task back to the pool."""
    form = await read_form(request)
    try:
        async with database(request).transaction() as conn:
            await actions.release_tugas(
                conn, petugas_of(request), tugas_id_of(request), fence_of(form)
            )
    except Conflict as refused:
        return await tugas_page(request, refused.status, refused.message)
    return see_other(f"/verifikasi{tampilan.query_of(saringan_of(request.query))}")


async def periksa(request: web.Request) -> web.Response:
    """Save the answers to the checks."""
    form = await read_form(request)
    checks = PeriksaForm(fence=fence_of(form), checklist=checklist_of(form))
    tugas_id = tugas_id_of(request)
    try:
        async with database(request).transaction() as conn:
            await actions.save_checks(conn, petugas_of(request), tugas_id, checks)
    except Conflict as refused:
        return await tugas_page(request, refused.status, refused.message, form=form)
    return see_other(_here(request, tugas_id))


async def putuskan(request: web.Request) -> web.Response:
    """Decide, and lead on to the next task."""
    form = await read_form(request)
    petugas, tugas_id = petugas_of(request), tugas_id_of(request)
    saringan = saringan_of(request.query)
    try:
        decision = _keputusan(form)
        async with database(request).transaction() as conn:
            await actions.decide_tugas(conn, petugas, tugas_id, decision)
            after = await queries_daftar.next_open(conn, petugas, saringan.jenis)
    except Conflict as refused:
        return await tugas_page(request, refused.status, refused.message, form=form)
    except Invalid as wrong:
        return await tugas_page(request, wrong.status, wrong=wrong, form=form)
    place = f"/{after}" if after else ""
    return see_other(f"/verifikasi{place}{tampilan.query_of(saringan, putus=str(tugas_id))}")


def _here(request: web.Request, tugas_id: UUID) -> str:
    return f"/verifikasi/{tugas_id}{tampilan.query_of(saringan_of(request.query))}"


def checklist_of(form: Form) -> Checklist:
    """Return the answers to the checks as pressed."""
    answers = {
        name.removeprefix(PERIKSA): value
        for name, value in form.fields.items()
        if name in KNOWN and value in ("sesuai", "tidak")
    }
    return cast(Checklist, answers)


def _keputusan(form: Form) -> KeputusanForm:
    keputusan = form.get("keputusan")
    if keputusan not in get_args(Keputusan):
        raise Invalid({"keputusan": "Pilih Setujui, Minta perbaikan, atau Tolak."})
    # Browsers count a line's end once and send it as two.
    catatan = form.get("catatan").replace("\r\n", "\n")
    if len(catatan) > LONGEST_NOTE:
        raise Invalid({"catatan": "Catatan paling panjang 2.000 huruf."})
    return KeputusanForm(
        fence=fence_of(form),
        keputusan=cast(Keputusan, keputusan),
        checklist=checklist_of(form),
        alasan=[kode for kode in form.lists.get("alasan", []) if kode][:10],
        bidang=form.lists.get("bidang", [])[:10],
        catatan=catatan,
    )


async def jumlah(request: web.Request) -> web.Response:
    """Show how many tasks wait, as a badge; nothing for officers who have no queue."""
    if principal_of(request).peran not in PEMERIKSA.roles:
        return web.Response(text="", content_type="text/html")
    petugas = petugas_of(request)
    async with database(request).connection() as conn:
        besok = tampilan.besok_of(clock.now(), petugas.kode_kantor)
        waiting = await queries_daftar.count_open(conn, petugas, besok)
    return render(request, "antrean/_jumlah.html", jumlah=waiting.semua)


async def milik_akun(request: web.Request) -> web.Response:
    """Show the office's tugas of one akun, for the page of its owner who was asked for it."""
    petugas, now = petugas_of(request), clock.now()
    try:
        akun_id = UUID(request.match_info["akun_id"])
    except ValueError:
        raise NotFound from None
    async with database(request).connection() as conn:
        found = await queries_daftar.list_of_akun(conn, petugas.kode_kantor, akun_id, SEARCH_SIZE)
        nama = await wilayah.list_nama(conn, tampilan.wilayah_of(found))
        jam = await get_jam_kerja(conn, petugas.kode_kantor)
    daftar = [tampilan.baris_of(tugas, petugas, nama, now, jam, "") for tugas in found]
    return render(request, "antrean/_akun.html", daftar=daftar)


ROUTES = [
    Route("GET", "/verifikasi", show_antrean, PEMERIKSA),
    Route("GET", "/verifikasi/_jumlah", jumlah, policy.officers()),
    Route("GET", "/verifikasi/_akun/{akun_id}", milik_akun, PETUGAS),
    Route("POST", "/verifikasi/ambil-berikutnya", ambil_berikutnya, PEMERIKSA),
    Route("GET", "/verifikasi/{tugas_id}", show_tugas, DI_TEMPAT),
    Route("POST", "/verifikasi/{tugas_id}/ambil", ambil, DI_TEMPAT),
    Route("POST", "/verifikasi/{tugas_id}/lepas", lepas, DI_TEMPAT),
    Route("POST", "/verifikasi/{tugas_id}/periksa", periksa, DI_TEMPAT),
    Route("POST", "/verifikasi/{tugas_id}/keputusan", putuskan, DI_TEMPAT),
]
