"""The Ministry's doors to the comparison: page and JSON."""

from __future__ import annotations

from aiohttp import web

from services.reporting.pencocokan.models import PencocokanAnswer, SelisihAnswer
from services.reporting.pencocokan.queries import list_bulan, list_selisih
from shared import kata
from shared.policy import AUDITOR, PETUGAS_KEMENTERIAN, officers
from shared.web.api import answer
from shared.web.keys import database
from shared.web.pages import render
from shared.web.route import Route
from shared.wilayah.kode import WIB
from shared.wilayah.queries import list_nama


async def show_pencocokan(request: web.Request) -> web.Response:
    """Show where ledger and counts differ."""
    async with database(request).connection() as conn:
        found, months = await list_selisih(conn), await list_bulan(conn)
        names = await list_nama(conn, {satu.kode_kabupaten for satu in found})
    return render(
        request, "pencocokan/daftar.html", selisih=found, bulan=len(months), nama=names,
        tanggal=kata.tanggal_pendek, waktu=lambda at: kata.tanggal_waktu(at, WIB),
    )  # fmt: skip


async def get_pencocokan(request: web.Request) -> web.Response:
    """Answer the same as JSON."""
    async with database(request).connection() as conn:
        found, months = await list_selisih(conn), await list_bulan(conn)
    rows = [SelisihAnswer(**satu._asdict()) for satu in found]
    return answer(PencocokanAnswer(bulan_dicocokkan=len(months), selisih=rows))


MINISTRY = officers(PETUGAS_KEMENTERIAN, AUDITOR)

ROUTES = [
    Route("GET", "/rekap/pencocokan", show_pencocokan, MINISTRY),
    Route(
        "GET", "/api/v1/reporting/pencocokan", get_pencocokan, MINISTRY,
        summary="Selisih antara buku domisili dan rekapitulasi per kabupaten/kota dan hari",
        answer=PencocokanAnswer,
    ),
]  # fmt: skip
