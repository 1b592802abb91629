"""The pages of the members: whether somebody comes along, and who."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from aiohttp import web

from services.registration.draf import actions, rules
from services.registration.draf.models import Draf
from services.registration.draf.pages import ID, OWN, check_open, path_of, today_of
from services.registration.draf.pages import open_draf as open_any
from services.registration.keterangan.actions import get_lembar
from services.registration.keterangan.models import Lembar
from services.registration.keterangan.rules import check_keterangan, is_filled
from services.registration.pemohon.models import Pemohon
from services.registration.permohonan import rules as law
from services.registration.permohonan.models import Pengikut
from shared.db import Connection
from shared.errors import N_, FieldErrors, Invalid, NotFound, NotValid
from shared.ids import uuid7
from shared.kata import JENIS_KELAMIN
from shared.nik import check_nik
from shared.web.forms import Form, read_form
from shared.web.keys import database
from shared.web.pages import render, see_other
from shared.web.route import Route

ONE = "{pengikut_id:[0-9a-f-]{36}}"
SUGGEST = "dari_nik"
CHOOSE = N_("Pilih ya atau tidak.")


async def open_draf(request: web.Request, conn: Connection) -> tuple[Pemohon, Draf, Lembar]:
    """Return the resident, the draft, and what is asked of members at its destination."""
    pemohon, draf = await open_any(request, conn)
    check_open(draf, "pengikut")
    return pemohon, draf, await get_lembar(conn, draf.kode_wilayah)


def _warnings(member: Pengikut, today: date) -> list[str]:
    nik = check_nik(member.nik)
    return nik.warnings(today, member.tanggal_lahir, member.jenis_kelamin)


async def _list_page(request: web.Request, draf: Draf, lembar: Lembar, **more: Any) -> web.Response:
    today = today_of(draf)
    return render(
        request, "draf/pengikut.html", draf=draf, jenis_kelamin=JENIS_KELAMIN,
        peringatan={one.id: _warnings(one, today) for one in draf.isian.pengikut},
        kurang={
            one.id
            for one in draf.isian.pengikut
            if not is_filled(lembar.pengikut, one.keterangan)
        },
        **more,
    )  # fmt: skip


async def show_pengikut(request: web.Request) -> web.Response:
    """Show the question, or who comes along."""
    async with database(request).connection() as conn:
        _, draf, lembar = await open_draf(request, conn)
    ada = {True: "ya", False: "tidak", None: ""}[draf.isian.ada_pengikut]
    return await _list_page(request, draf, lembar, isian={"ada_pengikut": ada})


async def save_pengikut(request: web.Request) -> web.Response:
    """Save whether somebody comes along and lead to the first one, or back to the list."""
    form = await read_form(request)
    answer = form.get("ada_pengikut")
    async with database(request).transaction() as conn:
        pemohon, draf, lembar = await open_draf(request, conn)
        if answer not in {"ya", "tidak"}:
            wrong = {"ada_pengikut": CHOOSE}
            return await _list_page(request, draf, lembar, galat=wrong, status=422)
        await actions.save_ada_pengikut(conn, pemohon, draf.id, answer == "ya")
    return see_other(path_of(draf.id, "pengikut/baru" if answer == "ya" else "isi"))


def _member_of(draf: Draf, request: web.Request) -> Pengikut:
    wanted = request.match_info["pengikut_id"]
    for member in draf.isian.pengikut:
        if str(member.id) == wanted:
            return member
    raise NotFound


def _form_page(
    request: web.Request, draf: Draf, lembar: Lembar, isian: Any, **more: Any
) -> web.Response:
    return render(
        request, "draf/satu_pengikut.html", draf=draf, isian=isian, lembar=lembar,
        jenis_kelamin=JENIS_KELAMIN, **more,
    )  # fmt: skip


async def show_new(request: web.Request) -> web.Response:
    """Show the empty form of a member."""
    async with database(request).connection() as conn:
        _, draf, lembar = await open_draf(request, conn)
    return _form_page(request, draf, lembar, {})


async def show_one(request: web.Request) -> web.Response:
    """Show a member to be corrected."""
    async with database(request).connection() as conn:
        _, draf, lembar = await open_draf(request, conn)
    member = _member_of(draf, request)
    isian = member.model_dump(mode="json", exclude={"keterangan"}) | member.keterangan
    return _form_page(request, draf, lembar, isian, pengikut=member)


async def save_new(request: web.Request) -> web.Response:
    """Add a member and lead back to all of them."""
    return await _save(request, None)


async def save_one(request: web.Request) -> web.Response:
    """Correct a member and lead back to all of them."""
    return await _save(request, UUID(request.match_info["pengikut_id"]))


async def _save(request: web.Request, pengikut_id: UUID | None) -> web.Response:
    form = await read_form(request)
    async with database(request).transaction() as conn:
        pemohon, draf, lembar = await open_draf(request, conn)
        known = _member_of(draf, request) if pengikut_id else None
        if form.get("aksi") == SUGGEST:
            return _form_page(
                request, draf, lembar, _suggested(form, today_of(draf)), pengikut=known,
                disarankan=True,
            )  # fmt: skip
        try:
            member = _read_member(form, pengikut_id or uuid7(), today_of(draf), lembar)
            await actions.save_pengikut(conn, pemohon, draf.id, member)
        except Invalid as wrong:
            return _form_page(
                request, draf, lembar, form.fields, galat=wrong.fields, status=wrong.status,
                pengikut=known,
            )  # fmt: skip
    return see_other(path_of(draf.id, "pengikut"))


def _suggested(form: Form, today: date) -> dict[str, str]:
    """Return what was typed, with birth date and sex as the NIK has them."""
    try:
        nik = check_nik(form["nik"])
    except NotValid:
        return form.fields
    birth = nik.tanggal_lahir(today).isoformat()
    typed = {name: isi for name, isi in form.fields.items() if not name.startswith("tanggal_lahir")}
    return typed | {"tanggal_lahir": birth, "jenis_kelamin": nik.jenis_kelamin}


def _read_member(form: Form, pengikut_id: UUID, today: date, lembar: Lembar) -> Pengikut:
    wrong = FieldErrors()
    lahir = None
    keterangan: dict[str, str] = {}
    try:
        keterangan = check_keterangan(lembar.pengikut, form.fields)
    except Invalid as refused:
        for name, text in refused.fields.items():
            wrong.add(name, text.template, **text.params)
    with wrong.field("tanggal_lahir"):
        lahir = rules.read_date(form.fields, "tanggal_lahir")
    try:
        member = law.check_pengikut(
            pengikut_id, form["nik"], form["nama"], form.get("jenis_kelamin"), lahir, today
        )
    except Invalid as more:
        raise Invalid(more.fields | wrong.fields) from None
    wrong.raise_any()
    return member.model_copy(update={"keterangan": keterangan})


async def delete_one(request: web.Request) -> web.Response:
    """Take a member out and lead back to the others."""
    await read_form(request)
    async with database(request).transaction() as conn:
        pemohon, draf, _ = await open_draf(request, conn)
        member = _member_of(draf, request)
        await actions.delete_pengikut(conn, pemohon, draf.id, member.id)
    return see_other(path_of(draf.id, "pengikut"))


ROUTES = [
    Route("GET", f"/permohonan/{ID}/pengikut", show_pengikut, OWN),
    Route("POST", f"/permohonan/{ID}/pengikut", save_pengikut, OWN),
    Route("GET", f"/permohonan/{ID}/pengikut/baru", show_new, OWN),
    Route("POST", f"/permohonan/{ID}/pengikut/baru", save_new, OWN),
    Route("GET", f"/permohonan/{ID}/pengikut/{ONE}", show_one, OWN),
    Route("POST", f"/permohonan/{ID}/pengikut/{ONE}", save_one, OWN),
    Route("POST", f"/permohonan/{ID}/pengikut/{ONE}/hapus", delete_one, OWN),
]
