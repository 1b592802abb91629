"""The selfie for officers: private, and every look is noted."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.identity.akun import queries as akun
from services.identity.jejak import actions as jejak
from services.identity.settings import settings_of
from services.identity.swafoto import actions, queries
from services.identity.swafoto.storage import store_of
from shared.errors import NotFound
from shared.web.keys import database, principal_of

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Content-Disposition": 'attachment; filename="swafoto.jpg"',
    "Cache-Control": "private, no-store",
}


async def show(request: web.Request) -> web.Response:
    """Answer the selfie of an akun to an officer of its area."""
    akun_id = UUID(request.match_info["akun_id"])
    async with database(request).transaction() as conn:
        owner = await akun.get_akun(conn, akun_id)
        swafoto = await queries.find_of_akun(conn, akun_id)
        await jejak.note_look(
            conn, principal_of(request), akun_id, owner.kode_wilayah, "lihat_swafoto"
        )
    if swafoto is None:
        raise NotFound
    picture = await actions.open_swafoto(store_of(settings_of(request).storage_url), swafoto)
    return web.Response(body=picture, content_type="image/jpeg", headers=HEADERS)
