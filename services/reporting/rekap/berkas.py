"""File doors: a recap as CSV, XLSX and PDF."""

from __future__ import annotations

import asyncio

from aiohttp import web

from services.reporting.rekap.alamat import KODE
from services.reporting.rekap.lembar_pdf import to_pdf
from services.reporting.rekap.models import Rekap
from services.reporting.rekap.permintaan import make_jawaban
from services.reporting.rekap.queries import area_of_rekap
from services.reporting.rekap.tabel_csv import to_csv
from services.reporting.rekap.tabel_xlsx import to_xlsx
from shared.policy import officers
from shared.web.route import Route

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _file(body: bytes, kind: str, rekap: Rekap, suffix: str) -> web.Response:
    name = f"rekap-{rekap.unit.url}-{rekap.per.isoformat()}.{suffix}"
    way = "inline" if suffix == "pdf" else "attachment"
    headers = {"Content-Type": kind, "Content-Disposition": f'{way}; filename="{name}"'}
    return web.Response(body=body, headers=headers)


async def download_csv(request: web.Request) -> web.Response:
    """Answer the recap's table as CSV."""
    found = await make_jawaban(request)
    body = to_csv(found.rekap, found.lembar.kolom[1])
    return _file(body, "text/csv; charset=utf-8", found.rekap, "csv")


async def download_xlsx(request: web.Request) -> web.Response:
    """Answer the recap's form as a workbook."""
    found = await make_jawaban(request)
    body = await asyncio.to_thread(to_xlsx, found.rekap, found.lembar)
    return _file(body, XLSX, found.rekap, "xlsx")


async def download_pdf(request: web.Request) -> web.Response:
    """Answer the recap's form as PDF, unsigned: only what was sent is signed."""
    found = await make_jawaban(request)
    body = await to_pdf(found.lembar, found.rekap.dihitung_at)
    return _file(body, "application/pdf", found.rekap, "pdf")


WITHIN = officers(area=area_of_rekap)

ROUTES = [
    Route("GET", f"/rekap/{KODE}.csv", download_csv, WITHIN),
    Route("GET", f"/rekap/{KODE}.xlsx", download_xlsx, WITHIN),
    Route("GET", f"/rekap/{KODE}.pdf", download_pdf, WITHIN),
]
