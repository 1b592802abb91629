"""The pages of the last step: check all answers and send; starting again from what was sent."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from services.registration.dokumen.actions import list_dokumen
from services.registration.draf import rules, salin
from services.registration.draf.models import Draf
from services.registration.draf.pages import (
    ID,
    OWN,
    id_of,
    open_draf,
    parts_of,
    path_of,
    pemohon_of,
)
from services.registration.keterangan.rules import ringkas
from services.registration.pemohon.models import Pemohon
from services.registration.perbaikan import actions as perbaikan
from services.registration.permohonan import opening
from services.registration.permohonan import rules as law
from shared.db import Connection
from shared.errors import Conflict, Invalid, Refusal
from shared.kata import BIDANG_PERMOHONAN, JENIS_KELAMIN, KEPERLUAN
from shared.web.forms import read_form
from shared.web.keys import database
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah.queries import nama_lengkap


async def _check_page(
    request: web.Request, conn: Connection, pemohon: Pemohon, draf: Draf, **more: Any
) -> web.Response:
    isian = draf.isian
    place = isian.domisili
    lembar, _, _ = await parts_of(conn, draf)
    berakhir = isian.keperluan and law.tanggal_berakhir(
        isian.keperluan.tanggal_datang, isian.keperluan.jangka_waktu
    )
    return render(
        request, "draf/periksa.html", draf=draf, pemohon=pemohon, berakhir=berakhir,
        tempat=await nama_lengkap(conn, place.kode_wilayah) if place else "",
        kantor=await opening.office_of(conn, place.kode_wilayah) if place else "",
        sebutan=await opening.sebutan_of(conn, place.kode_wilayah) if place else "",
        keperluan=KEPERLUAN, jenis_kelamin=JENIS_KELAMIN, lembar=lembar, bidang=BIDANG_PERMOHONAN,
        keterangan=ringkas(lembar.pemohon, isian.keterangan),
        dokumen=await list_dokumen(conn, pemohon.key, draf.id), **more,
    )  # fmt: skip


async def show_check(request: web.Request) -> web.Response:
    """Show all answers with the statement; what is missing leads back to the list."""
    async with database(request).connection() as conn:
        pemohon, draf = await open_draf(request, conn)
        if not (await parts_of(conn, draf))[2].semua:
            return see_other(path_of(draf.id))
        return await _check_page(request, conn, pemohon, draf)


async def send(request: web.Request) -> web.Response:
    """Hand the draft in and lead to its number; once sent, sending again leads there too."""
    form = await read_form(request)
    draf_id, version = id_of(request), rules.read_version(form.get("version"))
    try:
        async with database(request).transaction() as conn:
            pemohon = await pemohon_of(request, conn)
            await perbaikan.send(conn, pemohon, draf_id, version)
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


async def copy(request: web.Request) -> web.Response:
    """Start again from one that was refused: a new draft, opened where the office said no."""
    await read_form(request)
    async with database(request).transaction() as conn:
        pemohon = await pemohon_of(request, conn)
        draf_id, bidang = await salin.copy_permohonan(conn, pemohon, id_of(request))
    return see_other(path_of(draf_id, rules.first_step(bidang)))


async def correct(request: web.Request) -> web.Response:
    """Open the marked fields of a returned permohonan and lead to them."""
    await read_form(request)
    async with database(request).transaction() as conn:
        pemohon = await pemohon_of(request, conn)
        await perbaikan.start_perbaikan(conn, pemohon, id_of(request))
    return see_other(path_of(id_of(request)))


ROUTES = [
    Route("GET", f"/permohonan/{ID}/periksa", show_check, OWN),
    Route("POST", f"/permohonan/{ID}/kirim", send, OWN),
    Route("POST", f"/permohonan/{ID}/ulang", copy, OWN),
    Route("POST", f"/permohonan/{ID}/perbaiki", correct, OWN),
]
