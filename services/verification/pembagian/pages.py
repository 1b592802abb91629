"""The officers' doors to the division of work: several at once, taking over, the limit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from aiohttp import web

from services.verification.antrean import show, tampilan
from services.verification.antrean.doors import (
    DI_TEMPAT,
    PETUGAS,
    fence_of,
    petugas_of,
    saringan_of,
    tugas_id_of,
)
from services.verification.antrean.pages import tugas_page
from services.verification.antrean.rules import pukul
from services.verification.pembagian import actions, queries
from services.verification.pembagian.doors import PENGAWAS, PENGAWAS_DI_KANTOR
from services.verification.pembagian.models import (
    BATAS_TERTINGGI,
    PALING_BANYAK,
    Hasil,
    Perpanjangan,
)
from shared.errors import Conflict, Invalid
from shared.policy import VERIFIERS
from shared.web.api import answer
from shared.web.forms import Form, read_form
from shared.web.keys import database
from shared.web.pages import render, see_other
from shared.web.route import Route

ROOT = "/verifikasi/pembagian"


async def ambil_pilihan(request: web.Request) -> web.Response:
    """Take the chosen tugas."""
    form = await read_form(request)
    try:
        ids = _chosen(form)
        async with database(request).transaction() as conn:
            hasil = await actions.take_many(conn, petugas_of(request), ids)
    except Invalid as wrong:
        return await _antrean(request, wrong.status, galat=wrong.fields)
    return await _said(request, hasil, "diambil", "Anda ambil")


async def tugaskan(request: web.Request) -> web.Response:
    """Give the chosen tugas to an officer of the office."""
    form = await read_form(request)
    try:
        ids, kepada = _chosen(form), _kepada(form)
        async with database(request).transaction() as conn:
            hasil = await actions.assign(conn, petugas_of(request), ids, kepada)
    except Invalid as wrong:
        return await _antrean(request, wrong.status, galat=wrong.fields)
    return await _said(request, hasil, "ditugaskan", "ditugaskan")


async def _said(request: web.Request, hasil: Hasil, name: str, words: str) -> web.Response:
    """Lead back to the queue, or say on the spot which were not taken, and why."""
    count = len(hasil.diambil)
    if not hasil.ditolak:
        query = tampilan.query_of(saringan_of(request.query), **{name: str(count)})
        return see_other(f"/verifikasi{query}")
    kabar = f"{count} tugas {words}." if count else ""
    status = 200 if count else Conflict.status
    return await _antrean(request, status, kabar=kabar, ditolak=hasil.ditolak)


async def _antrean(
    request: web.Request, status: int, galat: dict[str, Any] | None = None, **more: Any
) -> web.Response:
    async with database(request).connection() as conn:
        context = await show.antrean(conn, request)
    context["pembagian"] |= more
    return render(request, "antrean/antrean.html", status=status, galat=galat or {}, **context)


def _chosen(form: Form) -> list[UUID]:
    try:
        ids = [UUID(one) for one in form.lists.get("pilih", [])[:PALING_BANYAK]]
    except ValueError:
        ids = []
    if not ids:
        raise Invalid({"pilih": "Pilih tugas dari daftar dulu."})
    return ids


def _kepada(form: Form) -> UUID:
    try:
        return UUID(form.get("kepada"))
    except ValueError:
        raise Invalid({"kepada": "Pilih petugas verifikasi kantor ini."}) from None


async def ambil_alih(request: web.Request) -> web.Response:
    """Take the tugas from the officer who holds it."""
    tugas_id = tugas_id_of(request)
    try:
        async with database(request).transaction() as conn:
            await actions.take_over(conn, petugas_of(request), tugas_id)
    except Conflict as refused:
        return await tugas_page(request, refused.status, refused.message)
    return see_other(f"/verifikasi/{tugas_id}{tampilan.query_of(saringan_of(request.query))}")


async def perpanjang(request: web.Request) -> web.Response:
    """Renew the lease for a page that is open, and answer until when."""
    fence = fence_of(await read_form(request))
    async with database(request).transaction() as conn:
        held = await actions.renew(conn, petugas_of(request), tugas_id_of(request), fence)
    assert held.claimed_until is not None
    sampai = pukul(held, held.claimed_until)
    return answer(Perpanjangan(diambil_sampai=held.claimed_until, pukul=sampai))


async def show_pembagian(request: web.Request) -> web.Response:
    """Show who holds how many tugas, and the limit."""
    return await _pembagian(request)


async def _pembagian(
    request: web.Request, wrong: Invalid | None = None, typed: str | None = None
) -> web.Response:
    petugas = petugas_of(request)
    async with database(request).connection() as conn:
        rekan = await queries.list_rekan(conn, petugas.kode_kantor, VERIFIERS)
        ruang = await queries.get_ruang(conn, petugas.kode_kantor, petugas.id)
    return render(
        request, "pembagian/pembagian.html", status=wrong.status if wrong else 200, rekan=rekan,
        batas=ruang.batas, isian={"batas": str(ruang.batas) if typed is None else typed},
        galat=wrong.fields if wrong else {}, tersimpan="tersimpan" in request.query,
    )  # fmt: skip


async def simpan_batas(request: web.Request) -> web.Response:
    """Keep the limit of the office."""
    form = await read_form(request)
    typed = form.get("batas").strip()
    try:
        batas = _batas(typed)
    except Invalid as wrong:
        return await _pembagian(request, wrong, typed)
    async with database(request).transaction() as conn:
        await actions.set_batas(conn, petugas_of(request), batas)
    return see_other(f"{ROOT}?tersimpan=1")


def _batas(typed: str) -> int:
    if typed.isascii() and typed.isdigit() and 0 < int(typed[:9]) <= BATAS_TERTINGGI:
        return int(typed)
    raise Invalid({"batas": f"Tulis angka 1 sampai {BATAS_TERTINGGI}."})


ROUTES = [
    Route("GET", ROOT, show_pembagian, PENGAWAS),
    Route("POST", ROOT, simpan_batas, PENGAWAS),
    Route("POST", "/verifikasi/pilihan", ambil_pilihan, PETUGAS),
    Route("POST", "/verifikasi/tugaskan", tugaskan, PENGAWAS),
    Route("POST", "/verifikasi/{tugas_id}/ambil-alih", ambil_alih, PENGAWAS_DI_KANTOR),
    Route("POST", "/verifikasi/{tugas_id}/perpanjang", perpanjang, DI_TEMPAT),
]
