"""The picture's door."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.identity.captcha import actions
from shared.errors import NotFound
from shared.policy import public
from shared.web.keys import database
from shared.web.route import Route


async def show_picture(request: web.Request) -> web.Response:
    """Answer the code's picture; NotFound once it was used or is too old."""
    try:
        captcha_id = UUID(request.match_info["captcha_id"])
    except ValueError:
        raise NotFound from None
    async with database(request).connection() as conn:
        png = await actions.picture(conn, captcha_id)
    if png is None:
        raise NotFound("Kode ini sudah tidak berlaku. Muat ulang halaman untuk kode baru.")
    headers = {"Cache-Control": "no-store"}
    return web.Response(body=png, content_type="image/png", headers=headers)


ROUTES = [Route("GET", "/captcha/{captcha_id}.png", show_picture, public())]
