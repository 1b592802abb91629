"""HTML door of the dashboard."""

from __future__ import annotations

from aiohttp import web

from services.reporting.dasbor.actions import make_dasbor
from services.reporting.laporan.rules import periods
from services.reporting.laporan.tampilan import STATUS, nama_periode, teks_tenggat
from services.reporting.rekap.alamat import KODE, url_of
from services.reporting.rekap.permintaan import asked_unit
from services.reporting.rekap.queries import area_of_rekap
from shared import clock, kata
from shared.policy import officers
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route


async def show_own_dasbor(request: web.Request) -> web.Response:
    """Lead to the dashboard of the officer's own area."""
    return see_other(f"/dasbor/{url_of(principal_of(request).wilayah)}")


async def show_dasbor(request: web.Request) -> web.Response:
    """Show deadlines, completeness and silent offices of an area."""
    unit = asked_unit(request)
    async with database(request).connection() as conn:
        found = await make_dasbor(conn, unit, request.query.get("periode", ""))
    today = clock.today_in(found.zona)
    return render(
        request, "dasbor/dasbor.html", dasbor=found, STATUS=STATUS, alamat=f"/dasbor/{unit.url}",
        laporan=f"/rekap/{unit.url}/laporan/{found.periode}",
        nama_periode=nama_periode(found.periode), tenggat=teks_tenggat(found.periode, today),
        pilihan=[(each, nama_periode(each)) for each in periods(today, 3, 3)],
        isian={"periode": found.periode}, waktu=lambda at: kata.tanggal_waktu(at, found.zona),
        ubin=[
            {"label": "Sudah melapor", "angka": kata.angka(found.melapor),
             "keterangan": f"dari {kata.angka(len(found.bagian))}"},
            {"label": "Terlambat", "angka": kata.angka(found.terlambat)},
            {"label": "Berbeda dari angka sekarang", "angka": kata.angka(found.berbeda)},
            {"label": "Instansi tanpa kegiatan", "angka": kata.angka(len(found.sepi)),
             "keterangan": "30 hari terakhir"},
        ],
    )  # fmt: skip


ROUTES = [
    Route("GET", "/dasbor", show_own_dasbor, officers()),
    Route("GET", f"/dasbor/{KODE}", show_dasbor, officers(area=area_of_rekap)),
]
