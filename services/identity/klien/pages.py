"""Programs of other systems: the Ministry's page."""

from __future__ import annotations

from aiohttp import web

from services.identity.klien import actions, queries, rules
from services.identity.klien.api import klien_id_of
from services.identity.klien.models import Klien, KlienDibuat, KlienForm
from services.identity.petugas import stepup
from shared.errors import Invalid, Message, NotFound
from shared.kata import tanggal_waktu
from shared.policy import PETUGAS_KEMENTERIAN, officers
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah.kode import WIB
from shared.wilayah.queries import list_nama

HOME = "/klien"
LONGEST = {"nama": 200, "tujuan": 500, "wilayah": 13}


async def show_list(request: web.Request) -> web.Response:
    """Show all programs."""
    async with database(request).connection() as conn:
        found = await queries.list_klien(conn)
        names = await list_nama(conn, {each.wilayah for each in found})
    rows = [(each, names[each.wilayah], _when(each)) for each in found]
    return render(request, "klien/petugas_daftar.html", daftar=rows, lingkup=rules.LINGKUP)


async def show_form(request: web.Request) -> web.Response:
    """Show the form of a new program."""
    return await _form(request, {}, [])


async def create(request: web.Request) -> web.Response:
    """Make a program and show its secret once."""
    form = await read_form(request)
    isian = {name: form.get(name)[:most] for name, most in LONGEST.items()}
    lingkup = form.lists.get("lingkup", [])[:20]
    who = principal_of(request)
    try:
        asked = KlienForm(lingkup=lingkup, **isian)
        rules.check_form(asked)
        await stepup.confirm(database(request), who, form.get("kode"))
        async with database(request).transaction() as conn:
            made = await actions.create_klien(conn, who, asked)
    except Invalid as wrong:
        return await _form(request, isian, lingkup, wrong.fields)
    return _secret(request, made)


async def show_one(request: web.Request) -> web.Response:
    """Show the page that asks before a secret is changed or a program is shut out."""
    return await _one(request)


async def _one(request: web.Request, galat: dict[str, Message] | None = None) -> web.Response:
    async with database(request).connection() as conn:
        klien = await queries.find_klien(conn, klien_id_of(request))
        if klien is None:
            raise NotFound(actions.GONE)
        names = await list_nama(conn, [klien.wilayah])
        perlu_kode = await stepup.is_needed(conn, principal_of(request))
    return render(
        request, "klien/petugas_klien.html", status=422 if galat else 200, klien=klien,
        galat=galat or {}, perlu_kode=perlu_kode, wilayah=names[klien.wilayah],
        lingkup=rules.LINGKUP, kata=_when(klien),
    )  # fmt: skip


async def rotate(request: web.Request) -> web.Response:
    """Give another secret and show it once."""
    form, who = await read_form(request), principal_of(request)
    try:
        await stepup.confirm(database(request), who, form.get("kode"))
    except Invalid as wrong:
        return await _one(request, wrong.fields)
    async with database(request).transaction() as conn:
        made = await actions.rotate_klien(conn, who, klien_id_of(request))
    return _secret(request, made)


async def end_old(request: web.Request) -> web.Response:
    """End the secret before."""
    await read_form(request)
    klien_id = klien_id_of(request)
    async with database(request).transaction() as conn:
        await actions.end_old_secret(conn, principal_of(request), klien_id)
    return see_other(f"{HOME}/{klien_id}")


async def revoke(request: web.Request) -> web.Response:
    """Shut a program out."""
    await read_form(request)
    async with database(request).transaction() as conn:
        await actions.revoke_klien(conn, principal_of(request), klien_id_of(request))
    return see_other(HOME)


async def _form(
    request: web.Request,
    isian: dict[str, str],
    lingkup: list[str],
    galat: dict[str, Message] | None = None,
) -> web.Response:
    async with database(request).connection() as conn:
        perlu_kode = await stepup.is_needed(conn, principal_of(request))
    return render(
        request, "klien/petugas_baru.html", status=422 if galat else 200, isian=isian,
        perlu_kode=perlu_kode, galat=galat or {}, pilihan=rules.LINGKUP, dipilih=lingkup,
    )  # fmt: skip


def _secret(request: web.Request, made: KlienDibuat) -> web.Response:
    until = made.rahasia_lama_sampai
    return render(
        request, "klien/petugas_rahasia.html", status=201, baru=made,
        lama_sampai=tanggal_waktu(until, WIB) if until else "",
    )  # fmt: skip


def _when(klien: Klien) -> dict[str, str]:
    times = {
        "dibuat": klien.created_at, "diganti": klien.rotated_at, "dipakai": klien.used_at,
        "dicabut": klien.revoked_at, "lama_sampai": klien.rahasia_lama_sampai,
    }  # fmt: skip
    return {name: tanggal_waktu(at, WIB) if at else "" for name, at in times.items()}


MINISTRY = officers(PETUGAS_KEMENTERIAN)
ROUTES = [
    Route("GET", HOME, show_list, MINISTRY),
    Route("GET", "/klien/baru", show_form, MINISTRY),
    Route("POST", HOME, create, MINISTRY),
    Route("GET", "/klien/{klien_id}", show_one, MINISTRY),
    Route("POST", "/klien/{klien_id}/rahasia", rotate, MINISTRY),
    Route("POST", "/klien/{klien_id}/rahasia-lama", end_old, MINISTRY),
    Route("POST", "/klien/{klien_id}/cabut", revoke, MINISTRY),
]
