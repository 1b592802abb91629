"""One's own trail as JSON, and after a breach whose data were opened."""

from __future__ import annotations

from aiohttp import web

from services.identity.jejak.models import JejakSaya, TerdampakForm, TerdampakList
from services.identity.jejak.pages import MINISTRY, find_terdampak
from services.identity.jejak.tampilan import list_saya
from shared.policy import residents
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.route import Route


async def get_mine(request: web.Request) -> web.Response:
    """Answer who looked at or changed the resident's data; `?sebelum=` for older steps."""
    asked = request.query.get("sebelum", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
    async with database(request).connection() as conn:
        jejak, berikutnya = await list_saya(conn, principal_of(request).id, before)
    return answer(JejakSaya(jejak=jejak, berikutnya=berikutnya))


async def list_terdampak(request: web.Request) -> web.Response:
    """Answer whose data were opened; POST, since an officer's address stands in no address."""
    body = await read_body(request, TerdampakForm)
    return answer(TerdampakList(terdampak=await find_terdampak(request, body.model_dump())))


ROUTES = [
    Route(
        "GET", "/api/v1/identity/akun/saya/jejak", get_mine, residents(),
        summary="Siapa melihat atau mengubah data sendiri, terbaru dulu; ?sebelum= untuk lanjut",
        answer=JejakSaya,
    ),
    Route(
        "POST", "/api/v1/identity/jejak/terdampak", list_terdampak, MINISTRY,
        summary="Bila data mungkin bocor: data siapa yang dibuka dalam satu rentang",
        body=TerdampakForm, answer=TerdampakList,
    ),
]  # fmt: skip
