"""HTML door of the signatory of a level's recap."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from aiohttp import web

from services.reporting.penanda_tangan.queries import find_penanda, upsert_penanda
from services.reporting.penanda_tangan.rules import PENGURUS, read_penanda
from services.reporting.rekap.alamat import KODE
from services.reporting.rekap.formulir import KEPALA_INSTANSI, formulir_of
from services.reporting.rekap.permintaan import asked_unit
from services.reporting.rekap.queries import area_of_rekap
from shared.errors import Conflict, Invalid
from shared.instansi.queries import get_instansi
from shared.policy import officers
from shared.web.forms import read_form
from shared.web.keys import database
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah.kode import kantor_of
from shared.wilayah.queries import nama_lengkap

PERAN = {
    "sekda": "Sekretaris Daerah", "sekretaris_provinsi": "Sekretaris Daerah Provinsi",
    "camat": "Camat", "lurah": "Lurah/Kepala Desa", "ketua_rt": "Ketua RT",
}  # fmt: skip


async def peran_of(conn: Any, request: web.Request) -> str:
    """Return the role that signs the recap asked for; raises Conflict if an office tells it."""
    unit = asked_unit(request)
    instansi = await get_instansi(conn, kantor_of(unit.kode))
    peran = formulir_of(instansi.paket_formulir, unit.jenjang).penanda
    if peran in KEPALA_INSTANSI:
        raise Conflict("Yang menandatangani adalah kepala instansi. Ubah di pengaturan instansi.")
    return peran


async def show_penanda(request: web.Request) -> web.Response:
    """Show who signs, to be changed."""
    unit = asked_unit(request)
    async with database(request).connection() as conn:
        known = await find_penanda(conn, unit.kode, unit.rt, await peran_of(conn, request))
    return await _page(request, asdict(known) if known else {})


async def _page(
    request: web.Request, isian: dict[str, str], wrong: Invalid | None = None
) -> web.Response:
    unit = asked_unit(request)
    async with database(request).connection() as conn:
        peran = await peran_of(conn, request)
        nama = await nama_lengkap(conn, unit.kode)
    return render(
        request, "penanda_tangan/ubah.html", status=wrong.status if wrong else 200, isian=isian,
        galat=wrong.fields if wrong else {}, nama=nama, rt=unit.rt, peran=PERAN[peran],
        alamat=f"/rekap/{unit.url}",
    )  # fmt: skip


async def set_penanda(request: web.Request) -> web.Response:
    """Keep who signs from now on."""
    unit, form = asked_unit(request), await read_form(request)
    try:
        penanda = read_penanda(form.fields)
    except Invalid as wrong:
        return await _page(request, form.fields, wrong)
    async with database(request).transaction() as conn:
        await upsert_penanda(conn, unit.kode, unit.rt, await peran_of(conn, request), penanda)
    return see_other(f"/rekap/{unit.url}/cetak")


WITHIN = officers(*sorted(PENGURUS), area=area_of_rekap)

ROUTES = [
    Route("GET", f"/rekap/{KODE}/penanda-tangan", show_penanda, WITHIN),
    Route("POST", f"/rekap/{KODE}/penanda-tangan", set_penanda, WITHIN),
]
