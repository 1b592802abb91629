"""The doors of the picture and of the sound."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.identity.captcha import actions
from services.identity.laju import actions as laju
from services.identity.laju.rules import SUARA_ALAMAT, address_of
from shared.errors import NotFound
from shared.policy import public
from shared.web.keys import SETTINGS, database
from shared.web.route import Route


async def show_picture(request: web.Request) -> web.Response:
    """Answer the code's picture; NotFound once it was used or is too old."""
    async with database(request).connection() as conn:
        png = await actions.picture(conn, _captcha_id(request))
    headers = {"Cache-Control": "no-store"}
    return web.Response(body=png, content_type="image/png", headers=headers)


async def play_sound(request: web.Request) -> web.Response:
    """Answer the code spoken in Indonesian, whole or the part that a player asks for."""
    captcha_id = _captcha_id(request)
    async with database(request).transaction() as conn:
        await laju.take_address(conn, SUARA_ALAMAT, address_of(request))
    async with database(request).connection() as conn:
        wav = await actions.sound(conn, captcha_id, request.app[SETTINGS].build_dir)
    return _part(request, wav)


def _part(request: web.Request, wav: bytes) -> web.Response:
    headers = {"Cache-Control": "no-store", "Accept-Ranges": "bytes"}
    try:
        asked = request.http_range
    except ValueError:
        asked = slice(None)
    start, stop, _ = asked.indices(len(wav))
    if (start, stop) == (0, len(wav)) and "Range" not in request.headers:
        return web.Response(body=wav, content_type="audio/wav", headers=headers)
    if start >= stop:
        headers["Content-Range"] = f"bytes */{len(wav)}"
        return web.Response(status=416, headers=headers)
    headers["Content-Range"] = f"bytes {start}-{stop - 1}/{len(wav)}"
    return web.Response(status=206, body=wav[start:stop], content_type="audio/wav", headers=headers)


def _captcha_id(request: web.Request) -> UUID:
    try:
        return UUID(request.match_info["captcha_id"])
    except ValueError:
        raise NotFound from None


ROUTES = [
    Route("GET", "/captcha/{captcha_id}.png", show_picture, public()),
    Route("GET", "/captcha/{captcha_id}.wav", play_sound, public()),
]
