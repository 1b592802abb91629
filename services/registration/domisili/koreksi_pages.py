"""The officer's page of a stay: what was recorded, and its correction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aiohttp import web

from services.registration.domisili import koreksi, queries, rules_koreksi
from services.registration.domisili.models import DASAR_KOREKSI, KATA_JENIS
from services.registration.domisili.pages import id_of, read_ids
from services.registration.domisili.tampilan import TinggalTampil, get_stay
from services.registration.draf.rules import read_date
from services.registration.pemohon.actions import find_pemohon
from services.registration.permohonan.jejak import note_look
from services.registration.permohonan.kartu import FORGOTTEN
from services.registration.permohonan.pages import ID
from services.registration.permohonan.queries import areas_of_permohonan, get_permohonan
from shared.db import Connection
from shared.errors import FieldErrors, Invalid, NotFound
from shared.policy import VERIFIERS, officers
from shared.web.forms import Form, read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route

LOOKED = "masa tinggal"


async def look_at_stay(request: web.Request, conn: Connection) -> TinggalTampil:
    """Return the stay for an officer; the look is noted in the same transaction."""
    row = await get_permohonan(conn, id_of(request))
    await note_look(conn, row, principal_of(request), LOOKED)
    pemohon = await find_pemohon(conn, row.akun_id)
    if pemohon is None:
        raise NotFound(FORGOTTEN)
    return await get_stay(conn, pemohon, row.id)


async def show(request: web.Request) -> web.Response:
    """Show the stay with the form of a correction."""
    return await _page(request)


async def _page(
    request: web.Request, isian: Any = None, dipilih: Sequence[str] = (), **more: Any
) -> web.Response:
    async with database(request).transaction() as conn:
        stay = await look_at_stay(request, conn)
        rows = await queries.list_catatan(conn, stay.tinggal.domisili.id)
    return render(
        request, "domisili/koreksi.html", p=stay.permohonan, penghuni=stay.orang,
        catatan=stay.catatan(rows), kata_jenis=KATA_JENIS, kata_dasar=DASAR_KOREKSI,
        tindakan=rules_koreksi.TINDAKAN, isian=isian or {}, dipilih=dipilih,
        berakhir=stay.tinggal.domisili.tanggal_berakhir, **more,
    )  # fmt: skip


async def correct(request: web.Request) -> web.Response:
    """Correct the stay."""
    form = await read_form(request)
    try:
        async with database(request).transaction() as conn:
            await _correct(conn, request, form)
    except Invalid as wrong:
        chosen = form.lists.get("orang", [])
        return await _page(request, form.fields, chosen, galat=wrong.fields, status=wrong.status)
    return see_other(f"/permohonan/{id_of(request)}/koreksi?koreksi=1")


async def _correct(conn: Connection, request: web.Request, form: Form) -> None:
    wrong = FieldErrors()
    tanggal = None
    with wrong.field("tanggal"):
        tanggal = read_date(form.fields, "tanggal")
    wrong.raise_any()
    dasar = [kode for kode in form.lists.get("dasar", []) if kode]
    await koreksi.correct_domisili(
        conn, id_of(request), principal_of(request), form.get("tindakan"), read_ids(form), tanggal,
        dasar,
    )  # fmt: skip


CORRECT = officers(*VERIFIERS, area=areas_of_permohonan)
ROUTES = [
    Route("GET", f"/permohonan/{ID}/koreksi", show, CORRECT),
    Route("POST", f"/permohonan/{ID}/koreksi", correct, CORRECT),
]
