"""JSON door of a recap on its way up."""

from __future__ import annotations

from aiohttp import web

from services.reporting.laporan import rules, tampilan
from services.reporting.laporan.keadaan import read_keadaan
from services.reporting.laporan.models import (
    AlasanBody,
    BagianAnswer,
    Keadaan,
    LangkahAnswer,
    LaporanAnswer,
    PerbedaanAnswer,
)
from services.reporting.laporan.pages import WITHIN, act
from services.reporting.rekap.alamat import KODE
from services.reporting.rekap.permintaan import asked_unit
from services.reporting.settings import signing_url_in
from shared import clock
from shared.web.api import answer, read_body
from shared.web.keys import database
from shared.web.route import Route

PATH = f"/api/v1/reporting/laporan/{KODE}/{{periode}}"


async def get_laporan(request: web.Request) -> web.Response:
    """Answer a level's recap of a period, its parts and what differs."""
    async with database(request).connection() as conn:
        found = await read_keadaan(conn, asked_unit(request), request.match_info["periode"])
    return answer(as_answer(found, has_keys=bool(signing_url_in(request))))


def as_answer(found: Keadaan, *, has_keys: bool) -> LaporanAnswer:
    """Return the state as JSON says it."""
    today, laporan = clock.today_in(found.zona), found.laporan
    return LaporanAnswer(
        kode=found.unit.url, periode=found.periode, tenggat=rules.tenggat_of(found.periode),
        status=laporan.status if laporan else "none",
        nomor_revisi=laporan.nomor_revisi if laporan else None,
        kepada=found.penerima.url if found.penerima else None,
        sidik=laporan.sidik if laporan else "",
        bertanda_tangan=has_keys and laporan is not None and rules.is_to_sign(laporan),
        isi=dict(laporan.isi) if laporan else {},
        sekarang=found.sekarang.jumlah,
        beda=[
            PerbedaanAnswer(nama=satu.nama, dulu=satu.dulu.jumlah, kini=satu.kini.jumlah)
            for satu in found.beda
        ],
        langkah=[LangkahAnswer(**satu._asdict()) for satu in found.langkah],
        bagian=[
            BagianAnswer(
                kode=satu.kode, nama=satu.nama, beda=satu.beda, sekarang=satu.sekarang.jumlah,
                status=tampilan.status_of(satu, found.periode, today),
                nomor_revisi=satu.laporan.nomor_revisi if satu.laporan else None,
                dilaporkan=satu.laporan.angka.jumlah if satu.laporan else None,
            )
            for satu in found.bagian
        ],
    )  # fmt: skip


async def post_tindakan(request: web.Request) -> web.Response:
    """Do one step with a recap and answer its state afterwards."""
    body = await read_body(request, AlasanBody)
    unit, periode = asked_unit(request), request.match_info["periode"]
    await act(request, unit, periode, request.match_info["tindakan"], body.alasan)
    return await get_laporan(request)


ROUTES = [
    Route(
        "GET", PATH, get_laporan, WITHIN, summary="Laporan satu wilayah untuk satu periode",
        answer=LaporanAnswer,
    ),
    Route(
        "POST", f"{PATH}/{{tindakan}}", post_tindakan, WITHIN,
        summary="Langkah laporan: siapkan, tandatangani, kirim, terima, kembalikan",
        body=AlasanBody, answer=LaporanAnswer,
    ),
]  # fmt: skip
