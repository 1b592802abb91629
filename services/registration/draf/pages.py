"""The pages of filling in: task list, purpose, check and send."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from aiohttp import web

from services.registration.draf import actions, queries, rules
from services.registration.draf.models import Draf
from services.registration.draf.queries import owner_of_draf
from services.registration.pemohon.actions import get_pemohon
from services.registration.pemohon.models import Pemohon
from services.registration.permohonan import opening
from services.registration.permohonan import rules as law
from services.registration.permohonan.models import Keperluan
from shared import clock
from shared.db import Connection
from shared.errors import Conflict, FieldErrors, Invalid, Refusal
from shared.kata import JENIS_KELAMIN, KEPERLUAN
from shared.policy import residents
from shared.web.forms import Form, read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah.kode import WIT, zona_of
from shared.wilayah.queries import nama_lengkap

ID = "{permohonan_id:[0-9a-f-]{36}}"
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
        _, draf = await open_draf(request, conn)
        place = draf.isian.domisili
        tempat = await nama_lengkap(conn, place.kode_wilayah) if place else ""
    return render(
        request, "draf/isi.html", draf=draf, tempat=tempat, keperluan=KEPERLUAN,
        kept_days=rules.KEPT.days,
    )  # fmt: skip


def _keperluan_page(request: web.Request, draf_id: UUID, isian: Any, **more: Any) -> web.Response:
    return render(
        request, "draf/keperluan.html", draf_id=draf_id, isian=isian, keperluan=KEPERLUAN,
        bulan=MONTHS, **more,
    )  # fmt: skip


async def show_keperluan(request: web.Request) -> web.Response:
    """Show purpose and dates."""
    async with database(request).connection() as conn:
        _, draf = await open_draf(request, conn)
    known = draf.isian.keperluan
    isian = known.model_dump(mode="json") if known else {}
    return _keperluan_page(request, draf.id, isian)


async def save_keperluan(request: web.Request) -> web.Response:
    """Save purpose and dates and lead to the address, or back to the list."""
    form = await read_form(request)
    async with database(request).transaction() as conn:
        pemohon, draf = await open_draf(request, conn)
        try:
            keperluan = _read_keperluan(form, today_of(draf))
        except Invalid as wrong:
            return _keperluan_page(
                request, draf.id, form.fields, galat=wrong.fields, status=wrong.status
            )
        await actions.save_keperluan(conn, pemohon, draf.id, keperluan)
    return see_other(path_of(draf.id, "isi" if draf.isian.domisili else "domisili"))


def _read_keperluan(form: Form, today: date) -> Keperluan:
    wrong = FieldErrors()
    datang = None
    with wrong.field("tanggal_datang"):
        datang = rules.read_date(form.fields, "tanggal_datang")
    months = rules.read_number(form.get("jangka_waktu"))
    try:
        return law.check_keperluan(form.get("keperluan"), datang, months, today)
    except Invalid as more:
        raise Invalid(more.fields | wrong.fields) from None


async def _check_page(
    request: web.Request, conn: Connection, pemohon: Pemohon, draf: Draf, **more: Any
) -> web.Response:
    isian = draf.isian
    place = isian.domisili
    berakhir = isian.keperluan and law.tanggal_berakhir(
        isian.keperluan.tanggal_datang, isian.keperluan.jangka_waktu
    )
    return render(
        request, "draf/periksa.html", draf=draf, pemohon=pemohon, berakhir=berakhir,
        tempat=await nama_lengkap(conn, place.kode_wilayah) if place else "",
        kantor=await opening.office_of(conn, place.kode_wilayah) if place else "",
        sebutan=await opening.sebutan_of(conn, place.kode_wilayah) if place else "",
        keperluan=KEPERLUAN, jenis_kelamin=JENIS_KELAMIN, **more,
    )  # fmt: skip


async def show_check(request: web.Request) -> web.Response:
    """Show all answers with the statement; what is missing leads back to the list."""
    async with database(request).connection() as conn:
        pemohon, draf = await open_draf(request, conn)
        if not draf.isian.is_whole:
            return see_other(path_of(draf.id))
        return await _check_page(request, conn, pemohon, draf)


async def send(request: web.Request) -> web.Response:
    """Hand the draft in and lead to its number; once sent, sending again leads there too."""
    form = await read_form(request)
    draf_id, version = id_of(request), rules.read_version(form.get("version"))
    try:
        async with database(request).transaction() as conn:
            pemohon = await pemohon_of(request, conn)
            await actions.send_draf(conn, pemohon, draf_id, version)
    except (Invalid, Conflict) as refused:
        return await _refused(request, refused)
    return see_other(path_of(draf_id, "terkirim"))


async def _refused(request: web.Request, refused: Refusal) -> web.Response:
    async with database(request).connection() as conn:
        pemohon, draf = await open_draf(request, conn)
        fields = list(refused.fields.items()) if isinstance(refused, Invalid) else []
        return await _check_page(
            request, conn, pemohon, draf, status=refused.status,
            masalah=fields or [("_", refused.message)],
        )  # fmt: skip


async def show_delete(request: web.Request) -> web.Response:
    """Ask once more before a draft is forgotten."""
    async with database(request).connection() as conn:
        _, draf = await open_draf(request, conn)
    return render(request, "draf/hapus.html", draf=draf)


async def delete(request: web.Request) -> web.Response:
    """Forget a draft."""
    await read_form(request)
    async with database(request).transaction() as conn:
        _, draf = await open_draf(request, conn)
        await queries.delete_draf(conn, draf.id)
    return see_other("/beranda")


async def copy(request: web.Request) -> web.Response:
    """Start again from one that was refused: a new draft with the same answers."""
    await read_form(request)
    async with database(request).transaction() as conn:
        pemohon = await pemohon_of(request, conn)
        draf_id = await actions.copy_permohonan(conn, pemohon, id_of(request))
    return see_other(path_of(draf_id))


OWN = residents(owner=owner_of_draf)
ROUTES = [
    Route("GET", "/permohonan/baru", show_new, residents()),
    Route("POST", "/permohonan/baru", start, residents()),
    Route("GET", f"/permohonan/{ID}/isi", show_tasks, OWN),
    Route("GET", f"/permohonan/{ID}/keperluan", show_keperluan, OWN),
    Route("POST", f"/permohonan/{ID}/keperluan", save_keperluan, OWN),
    Route("GET", f"/permohonan/{ID}/periksa", show_check, OWN),
    Route("POST", f"/permohonan/{ID}/kirim", send, OWN),
    Route("GET", f"/permohonan/{ID}/hapus", show_delete, OWN),
    Route("POST", f"/permohonan/{ID}/hapus", delete, OWN),
    Route("POST", f"/permohonan/{ID}/ulang", copy, OWN),
]
