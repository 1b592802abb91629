"""The officers' pages of blocked akun: the list, one akun, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from services.identity.akun import queries as akun_queries
from services.identity.banding import actions as banding
from services.identity.banding.models import JawabanForm
from services.identity.blokir import actions, queries, rules
from services.identity.blokir.doors import (
    DI_ASAL,
    PETUGAS,
    akun_id_of,
    confirm_answer,
    confirm_lift,
    held,
)
from services.identity.blokir.models import BlokirForm, BlokirRow, BukaForm
from services.identity.jejak import actions as jejak
from services.identity.petugas import stepup
from shared.errors import Conflict, Invalid, Message
from shared.kata import tanggal_waktu
from shared.nik import mask
from shared.web.forms import Form, read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah import queries as wilayah
from shared.wilayah.kode import zona_of

ROOT = "/akun-diblokir"
LONGEST_NUMBER = 20
LONGEST_CODE = 20


async def show_list(request: web.Request) -> web.Response:
    """Show the blocked akun of the officer's area; a number leads to its akun."""
    area = principal_of(request).wilayah
    cari = request.query.get("q", "").strip().upper()[:LONGEST_NUMBER]
    only_banding = bool(request.query.get("banding"))
    async with database(request).connection() as conn:
        found = await queries.find_nomor(conn, cari, area) if cari else None
        if found:
            return see_other(f"{ROOT}/{found}")
        rows = await queries.list_blocked(conn, area, banding=only_banding)
        names = await wilayah.list_nama(conn, {row.kode_wilayah for row in rows})
    waiting = sum(row.banding == "menunggu" for row in rows)
    return render(
        request, "blokir/daftar.html", daftar=rows, names=names, cari=cari, dasar=rules.DASAR,
        hanya_banding=only_banding, menunggu=waiting, kapan=_times(rows),
    )  # fmt: skip


def _times(rows: list[BlokirRow]) -> dict[str, str]:
    return {
        str(row.akun_id): tanggal_waktu(row.blocked_at, zona_of(row.kode_wilayah)) for row in rows
    }


async def show(request: web.Request) -> web.Response:
    """Show one akun to an officer of its origin; the look is noted."""
    return await _page(request)


async def _page(
    request: web.Request, status: int = 200, galat: Mapping[str, Message] | None = None,
    isian: Mapping[str, str] | None = None, konflik: Message | None = None,
) -> web.Response:  # fmt: skip
    who, akun_id = principal_of(request), akun_id_of(request)
    async with database(request).transaction() as conn:
        akun = await akun_queries.get_akun(conn, akun_id)
        await jejak.note_look(conn, who, akun.id, akun.kode_wilayah, "lihat_akun")
        blokir, appeal = await banding.find_both(conn, akun_id)
        letak = await wilayah.nama_lengkap(conn, akun.kode_wilayah)
        perlu_kode = await stepup.is_needed(conn, who)
    zona = zona_of(akun.kode_wilayah)
    return render(
        request, "blokir/satu.html", status=status, akun=akun, blokir=blokir, banding=appeal,
        letak=letak, nik=mask(akun.diri.nik), kk=mask(akun.diri.kk), galat=galat or {},
        isian=isian or {}, konflik=konflik, dasar=rules.DASAR, dasar_buka=rules.DASAR_BUKA,
        diblokir=tanggal_waktu(blokir.blocked_at, zona) if blokir else "",
        diajukan=tanggal_waktu(appeal.submitted_at, zona) if appeal else "",
        alamat=f"{ROOT}/{akun.id}", perlu_kode=perlu_kode,
    )  # fmt: skip


async def block(request: web.Request) -> web.Response:
    """Block the akun by hand."""
    form = await read_form(request)
    try:
        wanted = BlokirForm(dasar=form["dasar"][:40], catatan=_note(form, "catatan"))
        async with held(request) as (conn, akun):
            await actions.block_akun(conn, principal_of(request), akun, wanted)
    except (Invalid, Conflict) as refused:
        return await _again(request, form, refused)
    return see_other(f"{ROOT}/{akun_id_of(request)}")


async def confirm_nik(request: web.Request) -> web.Response:
    """Bar the NIK as well."""
    form = await read_form(request)
    try:
        async with held(request) as (conn, akun):
            await actions.confirm_nik(conn, principal_of(request), akun)
    except Conflict as refused:
        return await _again(request, form, refused)
    return see_other(f"{ROOT}/{akun_id_of(request)}")


async def unblock(request: web.Request) -> web.Response:
    """Lift the block."""
    form = await read_form(request)
    try:
        wanted = BukaForm(
            dasar_buka=form["dasar_buka"][:40], catatan_buka=_note(form, "catatan_buka"),
            kode=form.get("kode")[:LONGEST_CODE],
        )  # fmt: skip
        await confirm_lift(request, wanted)
        async with held(request) as (conn, akun):
            await actions.unblock_akun(
                conn, principal_of(request), akun, wanted.dasar_buka, wanted.catatan_buka
            )
    except (Invalid, Conflict) as refused:
        return await _again(request, form, refused)
    return see_other(f"{ROOT}/{akun_id_of(request)}")


async def answer_banding(request: web.Request) -> web.Response:
    """Answer the appeal."""
    form = await read_form(request)
    try:
        note = _note(form, "catatan_banding")
        kode = form.get("kode_banding")[:LONGEST_CODE]
        wanted = JawabanForm(jawaban=form["jawaban"][:20], catatan=note, kode=kode)
        await confirm_answer(request, wanted)
        async with held(request) as (conn, akun):
            await banding.answer_banding(conn, principal_of(request), akun, wanted)
    except Invalid as wrong:
        return await _again(request, form, Invalid(_of_banding(wrong.fields)))
    except Conflict as refused:
        return await _again(request, form, refused)
    return see_other(f"{ROOT}/{akun_id_of(request)}")


def _of_banding(fields: Mapping[str, Message]) -> dict[str, Message]:
    """Name the code's field of the appeal's own form."""
    return {"kode_banding" if name == "kode" else name: text for name, text in fields.items()}


def _note(form: Form, name: str) -> str:
    # Browsers count a line's end once and send it as two.
    note = form.get(name).replace("\r\n", "\n")
    if len(note) > rules.LONGEST_NOTE:
        raise Invalid({name: "Catatan paling panjang 2.000 huruf."})
    return note


async def _again(request: web.Request, form: Form, refused: Invalid | Conflict) -> web.Response:
    if isinstance(refused, Invalid):
        return await _page(request, refused.status, refused.fields, form.fields)
    return await _page(request, refused.status, isian=form.fields, konflik=refused.message)


ROUTES = [
    Route("GET", ROOT, show_list, PETUGAS),
    Route("GET", f"{ROOT}/{{akun_id}}", show, DI_ASAL),
    Route("POST", f"{ROOT}/{{akun_id}}/blokir", block, DI_ASAL),
    Route("POST", f"{ROOT}/{{akun_id}}/nik", confirm_nik, DI_ASAL),
    Route("POST", f"{ROOT}/{{akun_id}}/buka", unblock, DI_ASAL),
    Route("POST", f"{ROOT}/{{akun_id}}/banding", answer_banding, DI_ASAL),
]
