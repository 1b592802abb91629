"""HTML door of a recap on its way up."""

from __future__ import annotations

from aiohttp import web

from services.reporting.laporan import actions, rules, tampilan
from services.reporting.laporan.keadaan import read_keadaan
from services.reporting.laporan.queries import list_revisi
from services.reporting.laporan.tanda_tangan import sign
from services.reporting.penanda_tangan.queries import find_penanda
from services.reporting.penghitung.models import Angka, Titik
from services.reporting.rekap.alamat import KODE, Unit
from services.reporting.rekap.formulir import formulir_of
from services.reporting.rekap.lembar import make_lembar
from services.reporting.rekap.lembar_pdf import to_pdf
from services.reporting.rekap.models import Baris, Rekap
from services.reporting.rekap.permintaan import asked_unit
from services.reporting.rekap.queries import area_of_rekap
from services.reporting.settings import signing_url_in
from shared import clock
from shared.errors import Invalid, NotFound
from shared.instansi.queries import get_instansi
from shared.policy import officers
from shared.sesi.token import Principal
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah.kode import kantor_of, tingkat_of
from shared.wilayah.queries import nama_lengkap

YEARS, MONTHS = 3, 3


async def list_laporan(request: web.Request) -> web.Response:
    """Show the periods of a level and how far each one's recap is."""
    unit = asked_unit(request)
    async with database(request).connection() as conn:
        instansi = await get_instansi(conn, kantor_of(unit.kode))
        today = clock.today_in(instansi.zona)
        form = formulir_of(instansi.paket_formulir, unit.jenjang)
        rows = []
        for periode in rules.periods(today, YEARS, MONTHS if form.posisi == "BULAN" else 0):
            newest = next(iter(await list_revisi(conn, unit, periode, 1)), None)
            rows.append((periode, tampilan.nama_periode(periode), newest,
                         tampilan.teks_tenggat(periode, today)))  # fmt: skip
        nama = await nama_lengkap(conn, unit.kode)
    return render(
        request, "laporan/daftar.html", unit=unit, nama=nama, baris=rows,
        STATUS=tampilan.STATUS, alamat=f"/rekap/{unit.url}",
    )  # fmt: skip


async def show_laporan(request: web.Request) -> web.Response:
    """Show a level's recap of a period: its state, its parts, what differs and why."""
    return await _page(request)


async def _page(
    request: web.Request, wrong: Invalid | None = None, alasan: str = ""
) -> web.Response:
    async with database(request).connection() as conn:
        keadaan = await read_keadaan(conn, asked_unit(request), request.match_info["periode"])
    return render(
        request, "laporan/satu.html", status=wrong.status if wrong else 200,
        galat=wrong.fields if wrong else {}, isian={"alasan": alasan},
        isi=tampilan.konteks(keadaan, principal_of(request), bool(signing_url_in(request))),
    )  # fmt: skip


async def act_on_laporan(request: web.Request) -> web.Response:
    """Do one step with a recap."""
    unit, periode = asked_unit(request), request.match_info["periode"]
    form = await read_form(request)
    try:
        await act(request, unit, periode, request.match_info["tindakan"], form["alasan"])
    except Invalid as wrong:
        return await _page(request, wrong, form["alasan"])
    return see_other(f"/rekap/{unit.url}/laporan/{periode}")


async def act(request: web.Request, unit: Unit, periode: str, tindakan: str, alasan: str) -> None:
    """Do one step in one transaction; raises NotFound for a word that is no step."""
    rules.akhir_periode(periode)
    who: Principal = principal_of(request)
    steps = {
        rules.SIAPKAN: actions.prepare, rules.TANDATANGANI: actions.sign,
        rules.KIRIM: actions.send, rules.TERIMA: actions.accept,
    }  # fmt: skip
    async with database(request).transaction() as conn:
        if tindakan == rules.KEMBALIKAN:
            await actions.give_back(conn, who, unit, periode, alasan)
        elif tindakan in steps:
            await steps[tindakan](conn, who, unit, periode)
        else:
            raise NotFound


async def print_laporan(request: web.Request) -> web.Response:
    """Answer the frozen recap as PDF, its revision and digest in the name; signed once sent."""
    unit, periode = asked_unit(request), request.match_info["periode"]
    async with database(request).connection() as conn:
        found = await list_revisi(conn, unit, periode, 1)
        if not found:
            raise NotFound
        laporan = found[0]
        instansi = await get_instansi(conn, kantor_of(unit.kode))
        peran = formulir_of(instansi.paket_formulir, unit.jenjang).penanda
        penanda = await find_penanda(conn, unit.kode, unit.rt, peran)
    total = Titik(laporan.per, laporan.angka)
    rekap = Rekap(
        unit.kode, laporan.isi["nama"], tingkat_of(unit.kode), laporan.per, instansi.zona,
        laporan.dihitung_at,
        tuple(Baris(row[0], row[1], Angka(row[2], row[3])) for row in laporan.isi["baris"]),
        (total, total), unit.rt,
    )  # fmt: skip
    sheet = make_lembar(rekap, instansi, penanda)
    body = await to_pdf(sheet, laporan.dihitung_at)
    url = signing_url_in(request)
    if url and rules.is_to_sign(laporan):
        body = await sign(body, url, rekap, instansi)
    name = f"laporan-{unit.url}-{periode}-{laporan.nomor_revisi}-{laporan.sidik[:12]}.pdf"
    headers = {
        "Content-Type": "application/pdf", "Content-Disposition": f'inline; filename="{name}"',
    }  # fmt: skip
    return web.Response(body=body, headers=headers)


WITHIN = officers(area=area_of_rekap)
PATH = f"/rekap/{KODE}/laporan"

ROUTES = [
    Route("GET", PATH, list_laporan, WITHIN),
    Route("GET", f"{PATH}/{{periode}}", show_laporan, WITHIN),
    Route("GET", f"{PATH}/{{periode}}/lembar.pdf", print_laporan, WITHIN),
    Route("POST", f"{PATH}/{{periode}}/{{tindakan}}", act_on_laporan, WITHIN),
]
