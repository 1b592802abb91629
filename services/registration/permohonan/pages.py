"""The pages of a permohonan that was sent: Riwayat, one of them, its number, taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from aiohttp import web

from services.registration.dokumen.actions import list_dokumen
from services.registration.draf.actions import find_draf, list_draf
from services.registration.draf.queries import owner_of_draf
from services.registration.formulir.paket import list_formulir
from services.registration.keterangan.actions import get_lembar
from services.registration.keterangan.rules import ringkas
from services.registration.langkah.actions import list_tahap
from services.registration.pemohon.actions import find_pemohon, get_pemohon
from services.registration.perbaikan.actions import list_perbaikan
from services.registration.percakapan.queries import find_diskusi
from services.registration.permohonan import actions, opening, sealing
from services.registration.permohonan.models import Permohonan
from services.registration.permohonan.queries import owner_of_permohonan
from shared.db import Connection
from shared.errors import Conflict, Invalid
from shared.instansi.queries import get_instansi
from shared.kata import BIDANG_PERMOHONAN, JENIS_KELAMIN, KEPERLUAN, STATUS
from shared.policy import residents
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah.kode import kantor_of
from shared.wilayah.queries import list_nama

ID = "{permohonan_id:[0-9a-f-]{36}}"
FILTERS = {
    "semua": frozenset(STATUS) - {"draft"},
    "perbaiki": frozenset({"returned"}),
    "menunggu": frozenset({"submitted", "claimed"}),
    "terdaftar": frozenset({"approved"}),
    "selesai": frozenset({"rejected", "cancelled", "ended"}),
}


def _id_of(request: web.Request) -> UUID:
    return UUID(request.match_info["permohonan_id"])


async def _opened(request: web.Request, conn: Connection) -> Permohonan:
    pemohon = await get_pemohon(conn, principal_of(request).id)
    return await opening.get_opened(conn, pemohon, _id_of(request))


async def show_all(request: web.Request) -> web.Response:
    """Show Riwayat; `?status=` shows a part of it."""
    wanted = request.query.get("status", "semua")
    chosen = wanted if wanted in FILTERS else "semua"
    async with database(request).connection() as conn:
        pemohon = await find_pemohon(conn, principal_of(request).id)
        every = await opening.list_opened(conn, pemohon) if pemohon else []
        drafts = await list_draf(conn, pemohon) if pemohon else []
        places = {one.isian.domisili.kode_wilayah for one in drafts if one.isian.domisili}
        names = await list_nama(conn, places)
    return render(
        request, "permohonan/riwayat.html", aktif=chosen, drafts=drafts, names=names,
        baris=[one for one in every if one.status in FILTERS[chosen]],
        jumlah={
            name: sum(one.status in words for one in every) for name, words in FILTERS.items()
        },
    )  # fmt: skip


async def show_one(request: web.Request) -> web.Response:
    """Show a permohonan with its timeline; a draft leads to its task list."""
    async with database(request).connection() as conn:
        pemohon = await get_pemohon(conn, principal_of(request).id)
        draf = await find_draf(conn, pemohon, _id_of(request))
        if draf and draf.bidang is None:
            return see_other(f"/permohonan/{_id_of(request)}/isi")
        shown = await opening.get_opened(conn, pemohon, _id_of(request))
        members = await opening.list_members(conn, pemohon.key, shown.id)
        sebutan = await opening.sebutan_of(conn, shown.row.kode_wilayah_tujuan)
        dokumen = await list_dokumen(conn, pemohon.key, shown.id)
        lembar = await get_lembar(conn, shown.row.kode_wilayah_tujuan)
        returns = await list_perbaikan(conn, pemohon.key, shown.id)
        tahap = await list_tahap(conn, shown.row)
        instansi = await get_instansi(conn, kantor_of(shown.row.kode_wilayah_tujuan))
        diskusi = await find_diskusi(conn, shown.id)
    return render(
        request, "permohonan/rincian.html", p=shown, pengikut=members, keperluan=KEPERLUAN,
        jenis_kelamin=JENIS_KELAMIN, dokumen=dokumen, bidang=BIDANG_PERMOHONAN, lembar=lembar,
        keterangan=ringkas(
            (*lembar.pemohon, *lembar.pembatalan), sealing.open_rincian(pemohon.key, shown.row)
        ),
        perbaikan=returns, sebutan=sebutan, diskusi=diskusi, tahap=tahap,
        formulir=list(list_formulir(instansi.paket_formulir)),
    )  # fmt: skip


async def show_sent(request: web.Request) -> web.Response:
    """Show the number, what happens next and by when."""
    async with database(request).connection() as conn:
        shown = await _opened(request, conn)
    return render(request, "permohonan/terkirim.html", p=shown)


async def show_cancel(request: web.Request) -> web.Response:
    """Ask once more before a permohonan is taken back; raises Conflict once it is decided."""
    async with database(request).connection() as conn:
        shown = await _opened(request, conn)
    if shown.row.status == "cancelled":
        return see_other(f"/permohonan/{shown.id}")
    if not shown.may_cancel:
        raise Conflict(actions.decided(shown.row))
    return await _cancel_page(request, shown)


async def _cancel_page(
    request: web.Request, shown: Permohonan, isian: Mapping[str, str] | None = None,
    wrong: Invalid | None = None,
) -> web.Response:  # fmt: skip
    async with database(request).connection() as conn:
        lembar = await get_lembar(conn, shown.row.kode_wilayah_tujuan)
    return render(
        request, "permohonan/batal.html", p=shown, bidang=lembar.pembatalan, isian=isian or {},
        galat=wrong.fields if wrong else {}, status=wrong.status if wrong else 200,
    )  # fmt: skip


async def cancel(request: web.Request) -> web.Response:
    """Take a permohonan back."""
    form = await read_form(request)
    isian = {name: text for name, text in form.fields.items() if name[:1] != "_"}
    try:
        async with database(request).transaction() as conn:
            row = await actions.cancel_permohonan(conn, _id_of(request), isian)
    except Invalid as wrong:
        async with database(request).connection() as conn:
            shown = await _opened(request, conn)
        return await _cancel_page(request, shown, isian, wrong)
    return see_other(f"/permohonan/{row.id}?batal=1")


OWN = residents(owner=owner_of_permohonan)
ROUTES = [
    Route("GET", "/permohonan", show_all, residents()),
    Route("GET", f"/permohonan/{ID}", show_one, residents(owner=owner_of_draf)),
    Route("GET", f"/permohonan/{ID}/terkirim", show_sent, OWN),
    Route("GET", f"/permohonan/{ID}/batal", show_cancel, OWN),
    Route("POST", f"/permohonan/{ID}/batal", cancel, OWN),
]
