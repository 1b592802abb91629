"""JSON door of the signatory of a level's recap."""

from __future__ import annotations

from dataclasses import asdict

from aiohttp import web

from services.reporting.penanda_tangan.models import Penanda, PenandaBody
from services.reporting.penanda_tangan.pages import WITHIN, peran_of
from services.reporting.penanda_tangan.queries import find_penanda, upsert_penanda
from services.reporting.penanda_tangan.rules import read_penanda
from services.reporting.rekap.alamat import KODE
from services.reporting.rekap.permintaan import asked_unit
from shared.web.api import answer, read_body
from shared.web.keys import database
from shared.web.route import Route

PATH = f"/api/v1/reporting/penanda-tangan/{KODE}"


async def get_penanda(request: web.Request) -> web.Response:
    """Answer who signs; empty texts where nobody was named."""
    unit = asked_unit(request)
    async with database(request).connection() as conn:
        known = await find_penanda(conn, unit.kode, unit.rt, await peran_of(conn, request))
    return answer(PenandaBody(**asdict(known or Penanda(""))))


async def put_penanda(request: web.Request) -> web.Response:
    """Keep who signs from now on."""
    unit, body = asked_unit(request), await read_body(request, PenandaBody)
    penanda = read_penanda(body.model_dump())
    async with database(request).transaction() as conn:
        await upsert_penanda(conn, unit.kode, unit.rt, await peran_of(conn, request), penanda)
    return answer(PenandaBody(**asdict(penanda)))


ROUTES = [
    Route(
        "GET", PATH, get_penanda, WITHIN, summary="Penanda tangan rekapitulasi satu wilayah",
        answer=PenandaBody,
    ),
    Route(
        "PUT", PATH, put_penanda, WITHIN, summary="Mengganti penanda tangan rekapitulasi",
        body=PenandaBody, answer=PenandaBody,
    ),
]  # fmt: skip
