"""The resident's page of the proof: how it comes, how far it is, the files themselves."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from aiohttp import web

from services.registration.bukti import actions, pembukaan, queries, rules
from services.registration.bukti.buka_pages import as_pdf, urutan_of
from services.registration.bukti.keadaan import state_of
from services.registration.bukti.models import Cara
from services.registration.draf.queries import owner_of_draf
from services.registration.permohonan.pages import ID
from services.registration.permohonan.queries import owner_of_permohonan
from shared.errors import FieldErrors, Invalid, Message, NotFound
from shared.policy import residents
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route


def _id_of(request: web.Request) -> UUID:
    return UUID(request.match_info["permohonan_id"])


async def show(request: web.Request) -> web.Response:
    """Show how the proof comes and how far it is."""
    return await _page(request)


async def _page(request: web.Request, galat: dict[str, Message] | None = None) -> web.Response:
    async with database(request).connection() as conn:
        state = await state_of(conn, principal_of(request).id, _id_of(request))
    return render(
        request, "bukti/warga.html", status=422 if galat else 200, s=state, galat=galat or {},
        isian={"cara": state.cara}, cara=list(rules.CARA.items()),
        tersimpan=request.query.get("simpan", ""),
    )  # fmt: skip


async def choose(request: web.Request) -> web.Response:
    """Keep how the resident wants the proof."""
    form, wrong = await read_form(request), FieldErrors()
    with wrong.field("cara"):
        rules.check_cara(form["cara"])
    try:
        wrong.raise_any()
    except Invalid as refused:
        return await _page(request, refused.fields)
    cara = cast("Cara", form["cara"])
    async with database(request).transaction() as conn:
        await actions.choose_cara(conn, _id_of(request), principal_of(request).id, cara)
    return see_other(f"/permohonan/{_id_of(request)}/bukti?simpan=cara")


async def resend(request: web.Request) -> web.Response:
    """Send a new link and PIN."""
    await read_form(request)
    async with database(request).transaction() as conn:
        await actions.resend(conn, _id_of(request))
    return see_other(f"/permohonan/{_id_of(request)}/bukti?simpan=kirim")


async def fetch(request: web.Request) -> web.Response:
    """Answer one's own signed file."""
    urutan = urutan_of(request)
    async with database(request).connection() as conn:
        bukti = await queries.find_bukti(conn, _id_of(request))
        if bukti is None or bukti.status == "waiting":
            raise NotFound
        return as_pdf(await pembukaan.open_file(conn, bukti, urutan), bukti.nobukti, urutan)


OWN = residents(owner=owner_of_permohonan)
OWN_DRAFT_TOO = residents(owner=owner_of_draf)
PATH = f"/permohonan/{ID}/bukti"
ROUTES = [
    Route("GET", PATH, show, OWN_DRAFT_TOO),
    Route("POST", PATH, choose, OWN_DRAFT_TOO),
    Route("POST", f"{PATH}/kirim-ulang", resend, OWN),
    Route("GET", f"{PATH}/{{urutan}}.pdf", fetch, OWN),
]
