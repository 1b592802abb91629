"""JSON door of the public figures."""

from __future__ import annotations

from aiohttp import web

from services.reporting.rekap.alamat import KODE, url_of
from services.reporting.rekap.permintaan import asked_unit
from services.reporting.statistik.actions import read_statistik
from services.reporting.statistik.models import (
    BagianTerbit,
    BulanAnswer,
    RincianTerbit,
    Statistik,
    StatistikAnswer,
)
from services.reporting.statistik.simpanan import keep
from shared.errors import NotFound
from shared.policy import public
from shared.web.api import answer
from shared.web.keys import database
from shared.web.route import Route


async def get_statistik(request: web.Request) -> web.Response:
    """Answer all that is published of an area; 404 while nothing is."""
    unit = asked_unit(request)
    async with database(request).connection() as conn:
        found = None if unit.rt else await read_statistik(conn, unit.kode)
    if found is None:
        raise NotFound
    return keep(request, answer(_answer(found)))


def _answer(found: Statistik) -> StatistikAnswer:
    return StatistikAnswer(
        kode=url_of(found.kode), nama=found.nama, tingkat=found.tingkat.name.lower(),
        per=found.terbitan.per, terbit_at=found.terbitan.terbit_at,
        bulan=[
            BulanAnswer(per=per, **angka._asdict(), jumlah=angka.jumlah)
            for per, angka in found.tren
        ],
        bagian=[
            BagianTerbit(kode=kode, nama=nama, **angka._asdict(), jumlah=angka.jumlah)
            for kode, nama, angka in found.bagian
        ],
        rincian=[
            RincianTerbit(dimensi=row.dimensi, nilai=row.nilai, jumlah=row.jumlah)
            for row in found.rincian
        ],
    )  # fmt: skip


ROUTES = [
    Route(
        "GET", f"/api/v1/reporting/statistik/{KODE}", get_statistik, public(),
        summary="Statistik publik satu wilayah, sampai kecamatan, dibulatkan ke kelipatan 5",
        answer=StatistikAnswer,
    ),
]  # fmt: skip
