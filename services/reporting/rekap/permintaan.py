"""What a request for a recap asks: which area, as of which day; and the recap for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aiohttp import web

from services.reporting.penanda_tangan.queries import find_penanda
from services.reporting.rekap.actions import make_rekap
from services.reporting.rekap.alamat import Unit, unit_of
from services.reporting.rekap.formulir import formulir_of
from services.reporting.rekap.lembar import Lembar, make_lembar
from services.reporting.rekap.models import Rekap
from services.reporting.rekap.rules import parse_per
from shared import clock
from shared.errors import FieldErrors, NotFound
from shared.instansi.models import Instansi
from shared.instansi.queries import get_instansi
from shared.web.keys import database
from shared.wilayah.kode import kantor_of


@dataclass(frozen=True)
class Jawaban:
    """A recap, the office that answers for it, and the sheet of its form."""

    rekap: Rekap
    instansi: Instansi
    lembar: Lembar


def asked_unit(request: web.Request) -> Unit:
    """Return the area or RT of the address; raises NotFound."""
    unit = unit_of(request.match_info["kode"])
    if unit is None:
        raise NotFound
    return unit


def asked_per(request: web.Request, today: date) -> date:
    """Return the day that the address asks for; raises Invalid for one that cannot be asked."""
    errors = FieldErrors()
    per = today
    with errors.field("per" if request.query.get("per") else "bulan"):
        per = parse_per(request.query.get("per", ""), request.query.get("bulan", ""), today)
    errors.raise_any()
    return per


async def make_jawaban(request: web.Request, *, today: bool = False) -> Jawaban:
    """Return the recap that the address asks for; with `today`, as of today whatever it says.

    Raises Invalid for a day that cannot be asked, NotFound for an area without recap.
    """
    unit = asked_unit(request)
    async with database(request).connection() as conn:
        instansi = await get_instansi(conn, kantor_of(unit.kode))
        now = clock.today_in(instansi.zona)
        per = now if today else asked_per(request, now)
        formulir = formulir_of(instansi.paket_formulir, unit.jenjang)
        rekap = await make_rekap(conn, unit, per, instansi.zona, formulir.baris)
        penanda = await find_penanda(conn, unit.kode, unit.rt, formulir.penanda)
    return Jawaban(rekap, instansi, make_lembar(rekap, instansi, penanda))
