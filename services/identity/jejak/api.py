"""One's own trail as JSON."""

from __future__ import annotations

from aiohttp import web

from services.identity.jejak.models import JejakSaya
from services.identity.jejak.tampilan import list_saya
from shared.policy import residents
from shared.web.api import answer
from shared.web.keys import database, principal_of
from shared.web.route import Route


async def get_mine(request: web.Request) -> web.Response:
    """Answer who looked at or changed the resident's data; `?sebelum=` for older steps."""
    asked = request.query.get("sebelum", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
    async with database(request).connection() as conn:
        jejak, berikutnya = await list_saya(conn, principal_of(request).id, before)
    return answer(JejakSaya(jejak=jejak, berikutnya=berikutnya))


ROUTES = [
    Route(
        "GET", "/api/v1/identity/akun/saya/jejak", get_mine, residents(),
        summary="Siapa melihat atau mengubah data sendiri, terbaru dulu; ?sebelum= untuk lanjut",
        answer=JejakSaya,
    ),
]  # fmt: skip
