"""The pages on which a permohonan is talked about: the resident's, the officer's, the fragment."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from aiohttp import web

from services.registration.pemohon.actions import get_pemohon
from services.registration.percakapan import actions, menjawab, opening, rules
from services.registration.percakapan.doors import aksi_of, read_written, write
from services.registration.percakapan.lampiran import FIELDS
from services.registration.percakapan.models import Percakapan, Tulisan
from services.registration.percakapan.pages import REFUSED, beside, isian_of
from services.registration.permohonan.opening import office_of
from services.registration.permohonan.pages import ID
from services.registration.permohonan.queries import (
    areas_of_permohonan,
    get_permohonan,
    owner_of_permohonan,
)
from shared.db import Connection
from shared.errors import Refusal
from shared.policy import VERIFIERS, officers, residents
from shared.web.forms import Form
from shared.web.keys import database, principal_of
from shared.web.pages import render, safe_return, see_other
from shared.web.route import Route
from shared.wilayah.kode import zona_of


def _id_of(request: web.Request) -> UUID:
    return UUID(request.match_info["permohonan_id"])


async def show(request: web.Request) -> web.Response:
    """Show what is written about one's own permohonan, read from now on."""
    return await _page(request, None)


async def _page(
    request: web.Request, form: Form | None, refused: Refusal | None = None
) -> web.Response:
    async with database(request).transaction() as conn:
        row = await get_permohonan(conn, _id_of(request))
        utas = await opening.open_own_diskusi(conn, row)
        over = await actions.is_over(conn, row)
        kantor = await office_of(conn, row.kode_wilayah_tujuan)
    more: dict[str, Any] = {"status": refused.status, "galat": beside(refused)} if refused else {}
    return render(
        request, "percakapan/diskusi.html", row=row, p=utas.percakapan if utas else None,
        pesan=utas.pesan if utas else [], kantor=kantor, zona=zona_of(row.kode_wilayah_tujuan),
        selesai=over, berkas=FIELDS, isian=isian_of(form), maks=rules.LONGEST,
        dilampiri=bool(form and form.files), **more,
    )  # fmt: skip


async def send(request: web.Request) -> web.Response:
    """Write to the office about a permohonan."""
    form = await read_written(request)
    try:
        await write_own(request, form)
    except REFUSED as refused:
        return await _page(request, form, refused)
    return see_other(f"/permohonan/{_id_of(request)}/diskusi?terkirim=1")


async def write_own(request: web.Request, form: Form) -> Percakapan:
    """Write about the resident's own permohonan; both doors do so."""
    akun_id = principal_of(request).id
    async with database(request).connection() as conn:
        row = await get_permohonan(conn, _id_of(request))
        pemohon = await get_pemohon(conn, akun_id)
        await actions.check_rate(conn, akun_id)

    async def act(conn: Connection, tulisan: Tulisan) -> Percakapan:
        return await actions.write_diskusi(conn, row, tulisan)

    return await write(request, form, pemohon.key, act)


# ---- officers -----------------------------------------------------------------------------------


async def show_fragment(request: web.Request) -> web.Response:
    """Show the latest of it on the page of the tugas; `?kembali=` is that page."""
    async with database(request).transaction() as conn:
        row = await get_permohonan(conn, _id_of(request))
        utas = await opening.peek(conn, principal_of(request), row)
    return render(
        request, "percakapan/petugas_potongan.html", row=row, utas=utas,
        zona=zona_of(row.kode_wilayah_tujuan), kembali=_back(request.query.get("kembali", "")),
    )  # fmt: skip


def _back(path: str) -> str:
    return safe_return(path, "/verifikasi")


async def show_officer(request: web.Request) -> web.Response:
    """Show all of it to an officer of the destination; the look is noted."""
    return await _officer_page(request, None)


async def _officer_page(
    request: web.Request, form: Form | None, refused: Refusal | None = None
) -> web.Response:
    async with database(request).transaction() as conn:
        row = await get_permohonan(conn, _id_of(request))
        pemohon = await opening.pemohon_of(conn, row.akun_id)
        utas = await opening.open_diskusi_for(conn, principal_of(request), row)
        over = await actions.is_over(conn, row)
    kembali = form.get("kembali") if form else request.query.get("kembali", "")
    more: dict[str, Any] = {"status": refused.status, "galat": beside(refused)} if refused else {}
    return render(
        request, "percakapan/petugas_diskusi.html", row=row, utas=utas, nama=pemohon.diri.nama,
        zona=zona_of(row.kode_wilayah_tujuan), selesai=over, berkas=FIELDS, isian=isian_of(form),
        maks=rules.LONGEST, kembali=_back(kembali), dilampiri=bool(form and form.files), **more,
    )  # fmt: skip


async def send_officer(request: web.Request) -> web.Response:
    """Write to the resident about a permohonan, or note something for the office."""
    form = await read_written(request)
    try:
        await write_as_officer(request, form)
    except REFUSED as refused:
        return await _officer_page(request, form, refused)
    kembali = _back(form.get("kembali"))
    return see_other(f"/permohonan/{_id_of(request)}/diskusi/petugas?kembali={kembali}")


async def write_as_officer(request: web.Request, form: Form) -> None:
    """Write about a permohonan of the officer's area; both doors do so."""
    aksi, who = aksi_of(form), principal_of(request)
    async with database(request).connection() as conn:
        row = await get_permohonan(conn, _id_of(request))
        pemohon = await opening.pemohon_of(conn, row.akun_id)

    async def act(conn: Connection, tulisan: Tulisan) -> None:
        await menjawab.answer_diskusi(conn, who, row, tulisan, aksi)

    await write(request, form, pemohon.key, act)


OWN = residents(owner=owner_of_permohonan)
WITHIN = officers(*VERIFIERS, area=areas_of_permohonan)
ROUTES = [
    Route("GET", f"/permohonan/{ID}/diskusi", show, OWN),
    Route("POST", f"/permohonan/{ID}/diskusi", send, OWN),
    Route("GET", "/permohonan/_diskusi/{permohonan_id}", show_fragment, WITHIN),
    Route("GET", f"/permohonan/{ID}/diskusi/petugas", show_officer, WITHIN),
    Route("POST", f"/permohonan/{ID}/diskusi/petugas", send_officer, WITHIN),
]
