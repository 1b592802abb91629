"""One's own block and the appeal as JSON."""

from __future__ import annotations

from aiohttp import web

from services.identity.banding import actions
from services.identity.banding.models import BandingForm
from services.identity.blokir.actions import NOT_BLOCKED
from services.identity.blokir.models import BlokirSaya
from services.identity.blokir.rules import DASAR
from shared.errors import NotFound
from shared.policy import residents
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.language import gettext
from shared.web.route import Route


async def get(request: web.Request) -> web.Response:
    """Answer why one's own akun is blocked; NotFound where it is not."""
    return await _shown(request)


async def submit(request: web.Request) -> web.Response:
    """Take an appeal, once for each block."""
    body = await read_body(request, BandingForm)
    async with database(request).transaction() as conn:
        await actions.submit_banding(conn, principal_of(request).id, body.isi)
    return await _shown(request, 201)


async def _shown(request: web.Request, status: int = 200) -> web.Response:
    async with database(request).connection() as conn:
        blokir, banding = await actions.find_both(conn, principal_of(request).id)
    if blokir is None:
        raise NotFound(NOT_BLOCKED)
    jawaban = "" if banding is None else banding.jawaban or "menunggu"
    shown = BlokirSaya(
        dasar=blokir.dasar, alasan=gettext(DASAR[blokir.dasar]), catatan=blokir.catatan,
        blocked_at=blokir.blocked_at, boleh_banding=banding is None, jawaban=jawaban,
        catatan_banding=banding.catatan if banding else "",
    )  # fmt: skip
    return answer(shown, status)


ROUTES = [
    Route(
        "GET", "/api/v1/identity/akun/saya/blokir", get, residents(),
        summary="Dasar pemblokiran akun sendiri dan keadaan bandingnya", answer=BlokirSaya,
    ),
    Route(
        "POST", "/api/v1/identity/akun/saya/banding", submit, residents(),
        summary="Ajukan banding atas pemblokiran akun sendiri, satu kali", body=BandingForm,
        answer=BlokirSaya, status=201,
    ),
]  # fmt: skip
