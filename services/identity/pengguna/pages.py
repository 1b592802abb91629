"""The pages of an area's officers: the list, inviting, one officer with his roles."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from aiohttp import web

from services.identity.jejak.rules import ALASAN_AKHIR
from services.identity.pengguna import actions, queries
from services.identity.pengguna.areas import list_areas
from services.identity.pengguna.models import PeranForm
from services.identity.petugas import stepup
from services.identity.petugas.peran import GIVES, LABELS
from services.identity.sesi.pages import uuid_or_none
from services.identity.undangan import actions as undangan
from services.identity.undangan.models import UndanganForm
from shared.errors import Invalid, Message, NotFound
from shared.policy import officers
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah import queries as wilayah
from shared.wilayah.kode import zona_of

LIST, INVITE = "/pengguna", "/pengguna/undang"
PAGE_SIZE = 50
NO_REASON = "Pilih alasannya: ia tercatat di jejak."


async def show_list(request: web.Request) -> web.Response:
    """Show the officers of the area and who is invited."""
    who, cari = principal_of(request), request.query.get("q", "").strip()[:80]
    hal = request.query.get("hal", "1")
    nomor = max(1, int(hal)) if hal.isascii() and hal.isdigit() and len(hal) < 5 else 1
    async with database(request).connection() as conn:
        daftar = await actions.list_pengguna(
            conn, who, cari, PAGE_SIZE + 1, (nomor - 1) * PAGE_SIZE
        )
    return render(
        request, "pengguna/daftar.html", pengguna=daftar.pengguna[:PAGE_SIZE],
        undangan=daftar.undangan, label=LABELS, cari=cari, nomor=nomor,
        ada_lagi=len(daftar.pengguna) > PAGE_SIZE, zona=zona_of(who.wilayah),
        kabar=request.query.get("kabar", ""),
    )  # fmt: skip


async def show_invite(request: web.Request) -> web.Response:
    """Ask for the role, then for the person and the area."""
    return await _invite_form(request, request.query.get("peran", ""))


async def invite(request: web.Request) -> web.Response:
    """Invite the person."""
    form, who = await read_form(request), principal_of(request)
    asked = UndanganForm(
        nama=form.get("nama")[:200], email=form.get("email")[:300], peran=form.get("peran")[:40],
        wilayah=form.get("wilayah")[:20],
    )  # fmt: skip
    try:
        await stepup.confirm(database(request), who, form.get("kode"))
        async with database(request).transaction() as conn:
            await undangan.invite(conn, who, asked)
    except Invalid as wrong:
        return await _invite_form(request, asked.peran, wrong.fields, form.fields)
    return see_other(f"{LIST}?kabar=diundang")


async def _invite_form(
    request: web.Request, peran: str, galat: dict[str, Message] | None = None,
    isian: dict[str, str] | None = None,
) -> web.Response:  # fmt: skip
    who = principal_of(request)
    roles = [(each, LABELS[each]) for each in GIVES[who.peran]]
    chosen = peran if peran in GIVES[who.peran] else ""
    async with database(request).connection() as conn:
        areas = await list_areas(conn, who.wilayah, chosen) if chosen else []
        perlu_kode = await stepup.is_needed(conn, who)
    return render(
        request, "pengguna/undang.html", status=422 if galat else 200, galat=galat or {},
        isian=isian or {}, daftar_peran=roles, peran=chosen, label=LABELS, daftar_wilayah=areas,
        perlu_kode=perlu_kode,
    )  # fmt: skip


async def show_one(request: web.Request) -> web.Response:
    """Show an officer's roles in the area."""
    return await _one(request)


async def _one(
    request: web.Request, galat: dict[str, Message] | None = None,
    isian: dict[str, str] | None = None,
) -> web.Response:  # fmt: skip
    who, petugas_id = principal_of(request), UUID(request.match_info["petugas_id"])
    peran = request.query.get("peran", "")
    chosen = peran if peran in GIVES[who.peran] else ""
    async with database(request).connection() as conn:
        nama = await queries.find_nama(conn, petugas_id)
        roles = await actions.list_roles(conn, who, petugas_id)
        more: dict[str, Any] = {
            "nama_wilayah": await wilayah.list_nama(conn, {role.wilayah for role in roles}),
            "daftar_wilayah": await list_areas(conn, who.wilayah, chosen) if chosen else [],
            "perlu_kode": await stepup.is_needed(conn, who),
        }
    return render(
        request, "pengguna/satu.html", status=422 if galat else 200, galat=galat or {},
        isian=isian or {}, alasan=list(ALASAN_AKHIR.items()),
        nama=nama, petugas_id=petugas_id, roles=roles, label=LABELS, peran=chosen,
        daftar_peran=[(each, LABELS[each]) for each in GIVES[who.peran]],
        diri_sendiri=petugas_id == who.id, **more,
    )  # fmt: skip


async def end(request: web.Request) -> web.Response:
    """End an officer: every role that is the administrator's to take."""
    form, who = await read_form(request), principal_of(request)
    try:
        alasan = _alasan(form.fields)
        await stepup.confirm(database(request), who, form.get("kode"))
    except Invalid as wrong:
        return await _one(request, wrong.fields, form.fields)
    async with database(request).transaction() as conn:
        await actions.end_petugas(conn, who, UUID(request.match_info["petugas_id"]), alasan)
    return see_other(f"{LIST}?kabar=diakhiri")


async def change_roles(request: web.Request) -> web.Response:
    """Give an officer a role, change one, or take one."""
    form, who = await read_form(request), principal_of(request)
    petugas_id = UUID(request.match_info["petugas_id"])
    ended = uuid_or_none(form["akhiri"])
    try:
        alasan = _alasan(form.fields) if ended else ""
        await stepup.confirm(database(request), who, form.get("kode"))
        async with database(request).transaction() as conn:
            if ended:
                await actions.end_role(conn, who, ended, alasan)
            else:
                await actions.give_role(conn, who, petugas_id, _peran_form(form.fields))
    except Invalid as wrong:
        return await _one(request, wrong.fields, form.fields)
    return see_other(f"{LIST}?kabar=peran")


def _alasan(fields: dict[str, str]) -> str:
    alasan = fields.get("alasan", "")
    if alasan not in ALASAN_AKHIR:
        raise Invalid({"alasan": NO_REASON})
    return alasan


def _peran_form(fields: dict[str, str]) -> PeranForm:
    return PeranForm(
        peran=fields.get("peran", "")[:40], wilayah=fields.get("wilayah", "")[:20],
        ganti=uuid_or_none(fields.get("ganti", "")),
    )  # fmt: skip


async def withdraw(request: web.Request) -> web.Response:
    """Take an invitation back."""
    await read_form(request)
    found = uuid_or_none(request.match_info["undangan_id"])
    if found is None:
        raise NotFound
    async with database(request).transaction() as conn:
        await undangan.withdraw(conn, principal_of(request), found)
    return see_other(f"{LIST}?kabar=dibatalkan")


GIVERS = officers(*GIVES)
OF_AREA = officers(*GIVES, area=queries.areas_of_petugas)
ROUTES = [
    Route("GET", LIST, show_list, GIVERS),
    Route("GET", INVITE, show_invite, GIVERS),
    Route("POST", INVITE, invite, GIVERS),
    Route("GET", "/pengguna/{petugas_id}", show_one, OF_AREA),
    Route("POST", "/pengguna/{petugas_id}/akhiri", end, OF_AREA),
    Route("POST", "/pengguna/{petugas_id}/peran", change_roles, OF_AREA),
    Route(
        "POST", "/pengguna/undangan/{undangan_id}/batalkan", withdraw,
        officers(*GIVES, area=queries.area_of_undangan),
    ),
]  # fmt: skip
