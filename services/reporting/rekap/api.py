"""JSON door of the recap."""

from __future__ import annotations

from aiohttp import web

from services.reporting.rekap.alamat import KODE
from services.reporting.rekap.models import BarisAnswer, RekapAnswer
from services.reporting.rekap.permintaan import make_jawaban
from services.reporting.rekap.queries import area_of_rekap
from shared.policy import clients, officers
from shared.web.api import answer
from shared.web.route import Route


async def get_rekap(request: web.Request) -> web.Response:
    """Answer the recap of an area by the areas below it, as of `?per=YYYY-MM-DD` or today."""
    rekap = (await make_jawaban(request)).rekap
    total = rekap.jumlah
    return answer(
        RekapAnswer(
            kode=rekap.unit.url, nama=rekap.nama, tingkat=rekap.unit.jenjang,
            per=rekap.per, dihitung_at=rekap.dihitung_at,
            laki_laki=total.laki_laki, perempuan=total.perempuan, jumlah=total.jumlah,
            baris=[
                BarisAnswer(
                    kode=kode, nama=nama, laki_laki=angka.laki_laki,
                    perempuan=angka.perempuan, jumlah=angka.jumlah,
                )
                for kode, nama, angka in rekap.baris
            ],
        )
    )  # fmt: skip


ROUTES = [
    Route(
        "GET",
        f"/api/v1/reporting/rekap/{KODE}",
        get_rekap,
        officers(area=area_of_rekap) | clients("rekap:baca"),
        summary="Rekapitulasi satu wilayah per wilayah di bawahnya, per tanggal ?per=",
        answer=RekapAnswer,
    ),
]
