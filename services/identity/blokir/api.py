"""Blocked akun as JSON, for officers of the origin's area."""

from __future__ import annotations

from aiohttp import web

from services.identity.akun import queries as akun_queries
from services.identity.banding import actions as banding
from services.identity.banding.models import JawabanForm
from services.identity.blokir import actions, queries
from services.identity.blokir.doors import (
    DI_ASAL,
    PETUGAS,
    akun_id_of,
    confirm_answer,
    confirm_lift,
    held,
)
from services.identity.blokir.models import BlokirDetail, BlokirForm, BlokirList, BukaForm
from services.identity.blokir.rules import number_of
from services.identity.jejak import actions as jejak
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.route import Route

ROOT = "/api/v1/identity/akun-diblokir"


async def list_(request: web.Request) -> web.Response:
    """Answer the blocked akun of the officer's area; `banding=1`: with an open appeal."""
    async with database(request).connection() as conn:
        rows = await queries.list_blocked(
            conn, principal_of(request).wilayah, banding=bool(request.query.get("banding"))
        )
    return answer(BlokirList(akun=rows))


async def get(request: web.Request) -> web.Response:
    """Answer one akun's block; the look is noted."""
    return await _shown(request)


async def block(request: web.Request) -> web.Response:
    """Block an akun by hand."""
    form = await read_body(request, BlokirForm)
    async with held(request) as (conn, akun):
        await actions.block_akun(conn, principal_of(request), akun, form)
    return await _shown(request)


async def confirm_nik(request: web.Request) -> web.Response:
    """Bar the NIK as well."""
    async with held(request) as (conn, akun):
        await actions.confirm_nik(conn, principal_of(request), akun)
    return await _shown(request)


async def unblock(request: web.Request) -> web.Response:
    """Lift the block."""
    form = await read_body(request, BukaForm)
    await confirm_lift(request, form)
    async with held(request) as (conn, akun):
        await actions.unblock_akun(
            conn, principal_of(request), akun, form.dasar_buka, form.catatan_buka
        )
    return await _shown(request)


async def answer_banding(request: web.Request) -> web.Response:
    """Answer the appeal."""
    form = await read_body(request, JawabanForm)
    await confirm_answer(request, form)
    async with held(request) as (conn, akun):
        await banding.answer_banding(conn, principal_of(request), akun, form)
    return await _shown(request)


async def _shown(request: web.Request) -> web.Response:
    async with database(request).transaction() as conn:
        akun = await akun_queries.get_akun(conn, akun_id_of(request))
        await jejak.note_look(conn, principal_of(request), akun.id, akun.kode_wilayah, "lihat_akun")
        blokir, appeal = await banding.find_both(conn, akun.id)
    shown = BlokirDetail(
        akun_id=akun.id, nomor=number_of(akun), status=akun.status,
        dasar=blokir.dasar if blokir else "", catatan=blokir.catatan if blokir else "",
        blocked_at=blokir.blocked_at if blokir else None,
        blocked_nama=blokir.blocked_nama if blokir else "",
        nik_dilarang=bool(blokir and blokir.nik_barred_at),
        banding=appeal.isi if appeal else "",
        jawaban=(appeal.jawaban or "menunggu") if appeal else "",
    )  # fmt: skip
    return answer(shown)


ROUTES = [
    Route("GET", ROOT, list_, PETUGAS, "Akun yang diblokir di wilayah petugas", answer=BlokirList),
    Route(
        "GET", f"{ROOT}/{{akun_id}}", get, DI_ASAL, "Pemblokiran satu akun; dicatat",
        answer=BlokirDetail,
    ),
    Route(
        "POST", f"{ROOT}/{{akun_id}}/blokir", block, DI_ASAL, "Blokir akun dengan satu dasar",
        body=BlokirForm, answer=BlokirDetail,
    ),
    Route(
        "POST", f"{ROOT}/{{akun_id}}/nik", confirm_nik, DI_ASAL,
        "Larang NIK akun yang diblokir mendaftar lagi", answer=BlokirDetail,
    ),
    Route(
        "POST", f"{ROOT}/{{akun_id}}/buka", unblock, DI_ASAL, "Buka blokir", body=BukaForm,
        answer=BlokirDetail,
    ),
    Route(
        "POST", f"{ROOT}/{{akun_id}}/banding", answer_banding, DI_ASAL,
        "Jawab banding: accepted membuka blokir", body=JawabanForm, answer=BlokirDetail,
    ),
]  # fmt: skip
