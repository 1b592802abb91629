"""JSON door of the dashboard."""

from __future__ import annotations

from aiohttp import web

from services.reporting.dasbor.actions import make_dasbor
from services.reporting.dasbor.models import DasborAnswer, SepiAnswer
from services.reporting.laporan.rules import tenggat_of
from services.reporting.rekap.alamat import KODE
from services.reporting.rekap.permintaan import asked_unit
from services.reporting.rekap.queries import area_of_rekap
from shared.policy import officers
from shared.web.api import answer
from shared.web.keys import database
from shared.web.route import Route


async def get_dasbor(request: web.Request) -> web.Response:
    """Answer deadlines, completeness and silent offices of an area, for `?periode=`."""
    unit = asked_unit(request)
    async with database(request).connection() as conn:
        found = await make_dasbor(conn, unit, request.query.get("periode", ""))
    return answer(
        DasborAnswer(
            kode=unit.url, periode=found.periode, tenggat=tenggat_of(found.periode),
            jumlah_bagian=len(found.bagian), melapor=found.melapor, terlambat=found.terlambat,
            berbeda=found.berbeda,
            belum=[s.kode for s, status in found.bagian if status not in ("sent", "accepted")],
            sepi=[SepiAnswer(**satu._asdict()) for satu in found.sepi],
        )
    )  # fmt: skip


ROUTES = [
    Route(
        "GET", f"/api/v1/reporting/dasbor/{KODE}", get_dasbor, officers(area=area_of_rekap),
        summary="Kelengkapan laporan bagian satu wilayah untuk ?periode=", answer=DasborAnswer,
    ),
]  # fmt: skip
