"""The officer's list: which proofs are to be handed over or posted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from aiohttp import web

from services.registration.bukti import actions, pembukaan, queries, queries_penyerahan, rules
from services.registration.bukti.buka_pages import as_pdf, urutan_of
from services.registration.permohonan.jejak import note_look
from services.registration.permohonan.pages import ID
from services.registration.permohonan.queries import areas_of_permohonan, get_permohonan
from shared import clock
from shared.errors import Conflict, Invalid, NotFound
from shared.instansi.queries import get_instansi
from shared.policy import CAMAT, VERIFIERS, officers
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah.kode import kantor_of
from shared.wilayah.queries import list_nama

PATH = "/permohonan/penyerahan"
ROWS = 20
PRINTED = 200
LOOKED = "bukti pendataan"
TABS = {
    "siap": ("ready", "returned"),
    "selesai": ("handed_over", "posted"),
}


async def show(request: web.Request) -> web.Response:
    """Show what is to be handed over or posted in the officer's area, or what was."""
    wanted = request.query.get("tab", "siap")
    tab = wanted if wanted in TABS else "siap"
    number = request.query.get("hal", "1")
    page = max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    wilayah = principal_of(request).wilayah
    async with database(request).connection() as conn:
        rows = await queries_penyerahan.list_penyerahan(
            conn, wilayah, list(TABS[tab]), ROWS, (page - 1) * ROWS
        )
        counts = await queries_penyerahan.count_penyerahan(conn, wilayah)
        names = await list_nama(conn, {row.kode_wilayah for row in rows})
    jumlah = {name: sum(counts.get(one, 0) for one in words) for name, words in TABS.items()}
    return render(
        request, "bukti/petugas_penyerahan.html", baris=rows, tab=tab, hal=page, jumlah=jumlah,
        halaman=-(-jumlah[tab] // ROWS), names=names, cara=rules.CARA,
        tanda=request.query.get("tanda", ""),
    )  # fmt: skip


async def show_sheet(request: web.Request) -> web.Response:
    """Show what is to be handed over or posted as a sheet of paper, to be signed by receivers."""
    wilayah = principal_of(request).wilayah
    async with database(request).connection() as conn:
        rows = await queries_penyerahan.list_penyerahan(
            conn, wilayah, list(TABS["siap"]), PRINTED, 0
        )
        names = await list_nama(conn, {wilayah, *(row.kode_wilayah for row in rows)})
        kantor = await get_instansi(conn, kantor_of(wilayah))
    return render(
        request, "bukti/petugas_penyerahan_cetak.html", baris=rows, names=names, cara=rules.CARA,
        kantor=kantor, wilayah=names[wilayah], batas=PRINTED, hari=clock.today_in(kantor.zona),
    )  # fmt: skip


async def mark(request: web.Request) -> web.Response:
    """Note what became of a proof."""
    form, who = await read_form(request), principal_of(request)
    if form["aksi"] not in rules.MARKS:
        raise Invalid({"aksi": rules.CHOOSE_MARK})
    permohonan_id = UUID(request.match_info["permohonan_id"])
    async with database(request).transaction() as conn:
        await actions.mark_penyerahan(
            conn, permohonan_id, form["aksi"], who, form.get("nomor_kiriman")[:40]
        )
    return see_other(f"{PATH}?tanda={form['aksi']}")


async def fetch(request: web.Request) -> web.Response:
    """Answer a signed file to be printed; the look is noted."""
    permohonan_id = UUID(request.match_info["permohonan_id"])
    urutan = urutan_of(request)
    async with database(request).transaction() as conn:
        bukti = await queries.find_bukti(conn, permohonan_id)
        if bukti is None or bukti.status == "waiting":
            raise NotFound
        row = await get_permohonan(conn, permohonan_id)
        await note_look(conn, row, principal_of(request), LOOKED)
        return as_pdf(await pembukaan.open_file(conn, bukti, urutan), bukti.nobukti, urutan)


async def show_revoke(request: web.Request) -> web.Response:
    """Ask once more before a proof is revoked."""
    async with database(request).connection() as conn:
        bukti = await queries.find_bukti(conn, UUID(request.match_info["permohonan_id"]))
    if bukti is None:
        raise NotFound
    return render(request, "bukti/petugas_cabut.html", bukti=bukti)


async def revoke(request: web.Request) -> web.Response:
    """Let a proof count no longer."""
    await read_form(request)
    await revoke_at(request, clock.now())
    return see_other(f"{PATH}?tanda=revoked")


async def revoke_at(request: web.Request, at: datetime) -> None:
    """Revoke the proof of the path's permohonan; raises Conflict if there is none to revoke."""
    permohonan_id = UUID(request.match_info["permohonan_id"])
    async with database(request).transaction() as conn:
        if not await actions.revoke_bukti(conn, permohonan_id, at):
            raise Conflict(rules.NOT_READY)


WHO = (*sorted(VERIFIERS), CAMAT)
WITHIN = officers(*WHO, area=areas_of_permohonan)
REVOKERS = officers(*sorted(VERIFIERS), area=areas_of_permohonan)
ROUTES = [
    Route("GET", PATH, show, officers(*WHO)),
    Route("GET", f"{PATH}/cetak", show_sheet, officers(*WHO)),
    Route("POST", f"{PATH}/{ID}", mark, WITHIN),
    Route("GET", f"{PATH}/{ID}/{{urutan}}.pdf", fetch, WITHIN),
    Route("GET", f"{PATH}/{ID}/cabut", show_revoke, REVOKERS),
    Route("POST", f"{PATH}/{ID}/cabut", revoke, REVOKERS),
]
