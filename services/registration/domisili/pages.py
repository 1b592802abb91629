"""The resident's pages of a stay: staying longer, leaving, and what was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from aiohttp import web

from services.registration.domisili import actions, queries, rules
from services.registration.domisili.models import DASAR_KOREKSI, KATA_JENIS
from services.registration.domisili.tampilan import TinggalTampil, get_stay
from services.registration.draf.rules import read_date, read_number
from services.registration.pemohon.actions import get_pemohon
from services.registration.permohonan.pages import ID
from services.registration.permohonan.queries import id_in, owner_of_permohonan
from shared.db import Connection
from shared.errors import FieldErrors, Invalid
from shared.policy import residents
from shared.web.forms import Form, read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route

EVERYBODY, SOME = "semua", "sebagian"


def id_of(request: web.Request) -> UUID:
    """Return the permohonan in the address; the route's owner has read it already."""
    return UUID(request.match_info["permohonan_id"])


async def _stay_of(request: web.Request, conn: Connection) -> TinggalTampil:
    pemohon = await get_pemohon(conn, principal_of(request).id)
    return await get_stay(conn, pemohon, id_of(request))


async def show_extend(request: web.Request) -> web.Response:
    """Show until when one may stay longer; at a year, how to move for good."""
    async with database(request).connection() as conn:
        stay = await _stay_of(request, conn)
    return _extend_page(request, stay)


def _extend_page(request: web.Request, stay: TinggalTampil, **more: Any) -> web.Response:
    datang = stay.permohonan.row.tanggal_datang
    berakhir = stay.tinggal.domisili.tanggal_berakhir
    return render(
        request, "domisili/perpanjang.html", p=stay.permohonan, datang=datang, berakhir=berakhir,
        pilihan=rules.choices(datang, berakhir), setahun=rules.year_end(datang),
        halangan=rules.refusal_to_extend(stay.tinggal, datang, stay.today),
        genap=rules.YEAR_FULL, **more,
    )  # fmt: skip


async def extend(request: web.Request) -> web.Response:
    """Stay longer; it holds at once."""
    form = await read_form(request)
    months = read_number(form.get("jangka_waktu"))
    try:
        async with database(request).transaction() as conn:
            await actions.extend_domisili(conn, id_of(request), months)
    except Invalid as wrong:
        async with database(request).connection() as conn:
            stay = await _stay_of(request, conn)
        return _extend_page(
            request, stay, isian=form.fields, galat=wrong.fields, status=wrong.status
        )
    return see_other(f"/permohonan/{id_of(request)}?tinggal=diperpanjang")


async def show_leave(request: web.Request) -> web.Response:
    """Ask who left, when and whether for good."""
    async with database(request).connection() as conn:
        stay = await _stay_of(request, conn)
    first = {"siapa": EVERYBODY, "tanggal": stay.today.isoformat(), "cara": "departed"}
    return _leave_page(request, stay, first, [])


def _leave_page(
    request: web.Request, stay: TinggalTampil, isian: Any, dipilih: Sequence[str], **more: Any
) -> web.Response:
    return render(
        request, "domisili/pergi.html", p=stay.permohonan, isian=isian, dipilih=dipilih,
        pengikut=[one for one in stay.di_sini if not one.is_pemohon], cara=rules.CARA,
        selesai=not stay.di_sini, paling_jauh=rules.AHEAD.days, **more,
    )  # fmt: skip


async def leave(request: web.Request) -> web.Response:
    """Check the report and ask once more; the second time record it."""
    form = await read_form(request)
    async with database(request).transaction() as conn:
        stay = await _stay_of(request, conn)
        try:
            ids, tanggal = _read_leave(form, stay)
            datang = stay.permohonan.row.tanggal_datang
            going = rules.check_departure(
                stay.tinggal, ids, tanggal, form.get("cara"), datang, stay.today
            )
            if form.get("yakin"):
                await actions.report_departure(conn, id_of(request), ids, tanggal, form.get("cara"))
        except Invalid as wrong:
            return _leave_page(
                request, stay, form.fields, form.lists.get("orang", []), galat=wrong.fields,
                status=wrong.status,
            )  # fmt: skip
    if form.get("yakin"):
        return see_other(f"/permohonan/{id_of(request)}?tinggal=pergi")
    leaving = {one.orang_id for one in going}
    return render(
        request, "domisili/pergi_periksa.html", p=stay.permohonan, isian=form.fields,
        dipilih=form.lists.get("orang", []), tanggal_pergi=tanggal,
        pergi=[one for one in stay.di_sini if one.orang_id in leaving],
        tinggal=[one for one in stay.di_sini if one.orang_id not in leaving],
        cara=rules.CARA["moved" if form.get("cara") == "moved" else "departed"],
    )  # fmt: skip


def _read_leave(form: Form, stay: TinggalTampil) -> tuple[set[UUID], date | None]:
    wrong = FieldErrors()
    tanggal = None
    with wrong.field("tanggal"):
        tanggal = read_date(form.fields, "tanggal")
    if form.get("siapa") == EVERYBODY:
        ids = {one.orang_id for one in stay.di_sini}
    else:
        ids = read_ids(form)
    if not ids and stay.di_sini:
        wrong.add("siapa", rules.CHOOSE_WHO)
    wrong.raise_any()
    return ids, tanggal


def read_ids(form: Form) -> set[UUID]:
    """Return the persons that were ticked; what is no id is left out."""
    found = (id_in({"orang": text}, "orang") for text in form.lists.get("orang", []))
    return {one for one in found if one}


async def show_ledger(request: web.Request) -> web.Response:
    """Show who is counted until when, and all that was recorded."""
    async with database(request).connection() as conn:
        stay = await _stay_of(request, conn)
        rows = await queries.list_catatan(conn, stay.tinggal.domisili.id)
    return render(
        request, "domisili/catatan.html", p=stay.permohonan, penghuni=stay.orang,
        catatan=stay.catatan(rows), kata_jenis=KATA_JENIS, kata_dasar=DASAR_KOREKSI,
    )  # fmt: skip


OWN = residents(owner=owner_of_permohonan)
ROUTES = [
    Route("GET", f"/permohonan/{ID}/perpanjang", show_extend, OWN),
    Route("POST", f"/permohonan/{ID}/perpanjang", extend, OWN),
    Route("GET", f"/permohonan/{ID}/pergi", show_leave, OWN),
    Route("POST", f"/permohonan/{ID}/pergi", leave, OWN),
    Route("GET", f"/permohonan/{ID}/tinggal", show_ledger, OWN),
]
