"""The door of an appeal; its form stands on the status page."""

from __future__ import annotations

from aiohttp import web

from services.identity.akun.status import status_page
from services.identity.banding import actions
from shared.errors import Conflict, Invalid
from shared.policy import residents
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.pages import see_other
from shared.web.route import Route

STATUS = "/akun/status"
# `isi` is the id of every page's main part.
FIELD = "isi_banding"


async def show(request: web.Request) -> web.Response:
    """Lead to the status page, where the form stands."""
    return see_other(f"{STATUS}#banding")


async def submit(request: web.Request) -> web.Response:
    """Take the appeal."""
    form = await read_form(request)
    isi = form[FIELD]
    try:
        async with database(request).transaction() as conn:
            await actions.submit_banding(conn, principal_of(request).id, isi)
    except Invalid as wrong:
        galat = {FIELD: wrong.fields["isi"]}
        return await status_page(request, 422, galat=galat, isian={FIELD: isi})
    except Conflict:
        # Sent twice, or unblocked meanwhile: the status page tells.
        return see_other(STATUS)
    return see_other(f"{STATUS}#banding")


ROUTES = [
    Route("GET", "/akun/banding", show, residents()),
    Route("POST", "/akun/banding", submit, residents()),
]
