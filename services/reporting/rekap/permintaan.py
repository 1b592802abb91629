"""What a request for a recap asks: which area, as of which day; and the recap for it."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from services.reporting.rekap.actions import make_rekap
from services.reporting.rekap.alamat import kode_of
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


async def make_jawaban(request: web.Request, *, today: bool = False) -> Jawaban:
    """Return the recap that the address asks for; with `today`, as of today whatever it says.

    Raises Invalid for a day that cannot be asked, NotFound for an area without recap.
    """
    kode = kode_of(request.match_info["kode"])
    if kode is None:
        raise NotFound
    async with database(request).connection() as conn:
        instansi = await get_instansi(conn, kantor_of(kode))
        now = clock.today_in(instansi.zona)
        per = now
        if not today:
            errors = FieldErrors()
            field = "per" if request.query.get("per") else "bulan"
            with errors.field(field):
                per = parse_per(request.query.get("per", ""), request.query.get("bulan", ""), now)
            errors.raise_any()
        rekap = await make_rekap(conn, kode, per, instansi.zona)
    return Jawaban(rekap, instansi, make_lembar(rekap, instansi))
