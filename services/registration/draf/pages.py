"""The pages of filling in: task list, purpose, forgetting a draft."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from aiohttp import web

from services.registration.dokumen.models import Slot
from services.registration.dokumen.queries import list_dokumen
from services.registration.draf import actions, queries, rules
from services.registration.draf.models import Draf, Lengkap
from services.registration.draf.queries import owner_of_draf
from services.registration.keterangan.actions import get_lembar
from services.registration.keterangan.models import Lembar
from services.registration.pemohon.actions import get_pemohon
from services.registration.pemohon.models import Pemohon
from services.registration.permohonan import rules as law
from services.registration.permohonan import sealing
from services.registration.permohonan.models import Keperluan
from services.registration.permohonan.queries import get_permohonan
from shared import clock
from shared.db import Connection
from shared.errors import N_, Conflict, FieldErrors, Invalid
from shared.kata import BIDANG_PERMOHONAN, KEPERLUAN
from shared.policy import residents
from shared.web.forms import Form, read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah.kode import WIT, zona_of
from shared.wilayah.queries import nama_lengkap

CORRECT = N_("Permohonan yang dikembalikan hanya bisa diperbaiki atau dibatalkan.")
ID = "{permohonan_id:[0-9a-f-]{36}}"
PURPOSE = ("keperluan", "tanggal_datang", "jangka_waktu")
MONTHS = range(1, law.LONGEST_STAY + 1)


def id_of(request: web.Request) -> UUID:
    """Return the id in the path."""
    return UUID(request.match_info["permohonan_id"])


def path_of(draf_id: UUID, step: str = "isi") -> str:
    """Return the address of a step of a draft."""
    return f"/permohonan/{draf_id}/{step}"


async def pemohon_of(request: web.Request, conn: Connection) -> Pemohon:
    """Return the resident who asks; raises Conflict while the akun is not verified."""
    return await get_pemohon(conn, principal_of(request).id)


async def open_draf(request: web.Request, conn: Connection) -> tuple[Pemohon, Draf]:
    """Return the resident and the draft of the path; one already sent leads to its permohonan."""
    pemohon = await pemohon_of(request, conn)
    draf = await actions.find_draf(conn, pemohon, id_of(request))
    if draf is None:
        raise web.HTTPSeeOther(f"/permohonan/{id_of(request)}")
    return pemohon, draf


def today_of(draf: Draf) -> date:
    """Return today at the destination; as long as it is unknown, where the day begins first."""
    place = draf.isian.domisili
    return clock.today_in(zona_of(place.kode_wilayah) if place else WIT)


async def show_new(request: web.Request) -> web.Response:
    """Show what is needed, and the button that starts."""
    return render(request, "draf/baru.html")


async def start(request: web.Request) -> web.Response:
    """Start a draft and lead to its task list."""
    async with database(request).transaction() as conn:
        draf_id = await actions.start_draf(conn, await pemohon_of(request, conn))
    return see_other(path_of(draf_id))


async def show_tasks(request: web.Request) -> web.Response:
    """Show the task list."""
    async with database(request).connection() as conn:
        pemohon, draf = await open_draf(request, conn)
        place = draf.isian.domisili
        tempat = await nama_lengkap(conn, place.kode_wilayah) if place else ""
        lembar, slots, lengkap = await parts_of(conn, draf)
        asal = await get_permohonan(conn, draf.id) if draf.bidang is not None else None
        alasan = sealing.open_alasan(pemohon.key, asal) if asal else ""
    return render(
        request, "draf/isi.html", draf=draf, tempat=tempat, keperluan=KEPERLUAN, lembar=lembar,
        slots=slots, lengkap=lengkap, kept_days=rules.KEPT.days, asal=asal, alasan=alasan,
        bidang=BIDANG_PERMOHONAN,
    )  # fmt: skip


async def parts_of(conn: Connection, draf: Draf) -> tuple[Lembar, list[Slot], Lengkap]:
    """Return what is asked at the destination, which documents are there, and what is whole."""
    lembar = await get_lembar(conn, draf.kode_wilayah)
    slots = [row.slot for row in await list_dokumen(conn, draf.id)]
    return lembar, slots, rules.lengkap(draf.isian, lembar, slots)


def check_open(draf: Draf, *bidang: str) -> None:
    """Lead back to the task list from a step that the office did not mark."""
    if not draf.is_open(*bidang):
        raise web.HTTPSeeOther(path_of(draf.id))


def _keperluan_page(request: web.Request, draf: Draf, isian: Any, **more: Any) -> web.Response:
    return render(
        request, "draf/keperluan.html", draf=draf, isian=isian, keperluan=KEPERLUAN,
        bulan=MONTHS, **more,
    )  # fmt: skip


async def show_keperluan(request: web.Request) -> web.Response:
    """Show purpose and dates."""
    async with database(request).connection() as conn:
        _, draf = await open_draf(request, conn)
        check_open(draf, *PURPOSE)
    known = draf.isian.keperluan
    isian = known.model_dump(mode="json") if known else {}
    return _keperluan_page(request, draf, isian)


async def save_keperluan(request: web.Request) -> web.Response:
    """Save purpose and dates and lead to the address, or back to the list."""
    form = await read_form(request)
    async with database(request).transaction() as conn:
        pemohon, draf = await open_draf(request, conn)
        check_open(draf, *PURPOSE)
        try:
            keperluan = _read_keperluan(form, draf)
        except Invalid as wrong:
            return _keperluan_page(
                request, draf, form.fields, galat=wrong.fields, status=wrong.status
            )
        await actions.save_keperluan(conn, pemohon, draf.id, keperluan)
    return see_other(path_of(draf.id, "isi" if draf.isian.domisili else "domisili"))


def _read_keperluan(form: Form, draf: Draf) -> Keperluan:
    wrong = FieldErrors()
    known = draf.isian.keperluan
    keperluan, datang, months = form.get("keperluan"), None, None
    if known:
        datang, months = known.tanggal_datang, known.jangka_waktu
        keperluan = keperluan if draf.is_open("keperluan") else known.keperluan
    if draf.is_open("tanggal_datang"):
        with wrong.field("tanggal_datang"):
            datang = rules.read_date(form.fields, "tanggal_datang")
    if draf.is_open("jangka_waktu"):
        months = rules.read_number(form.get("jangka_waktu"))
    try:
        return law.check_keperluan(keperluan, datang, months, today_of(draf))
    except Invalid as more:
        raise Invalid(more.fields | wrong.fields) from None


async def show_delete(request: web.Request) -> web.Response:
    """Ask once more before a draft is forgotten."""
    async with database(request).connection() as conn:
        _, draf = await open_draf(request, conn)
        check_deletable(draf)
    return render(request, "draf/hapus.html", draf=draf)


async def delete(request: web.Request) -> web.Response:
    """Forget a draft."""
    await read_form(request)
    async with database(request).transaction() as conn:
        _, draf = await open_draf(request, conn)
        check_deletable(draf)
        await queries.delete_draf(conn, draf.id)
    return see_other("/beranda")


def check_deletable(draf: Draf) -> None:
    """Raise Conflict for a correction: what the office returned is corrected or cancelled."""
    if draf.bidang is not None:
        raise Conflict(CORRECT)


OWN = residents(owner=owner_of_draf)
ROUTES = [
    Route("GET", "/permohonan/baru", show_new, residents()),
    Route("POST", "/permohonan/baru", start, residents()),
    Route("GET", f"/permohonan/{ID}/isi", show_tasks, OWN),
    Route("GET", f"/permohonan/{ID}/keperluan", show_keperluan, OWN),
    Route("POST", f"/permohonan/{ID}/keperluan", save_keperluan, OWN),
    Route("GET", f"/permohonan/{ID}/hapus", show_delete, OWN),
    Route("POST", f"/permohonan/{ID}/hapus", delete, OWN),
]
