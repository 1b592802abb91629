"""An office's logo: taken in, cleaned like any stranger's picture, kept, shown, removed."""

from __future__ import annotations

import re
import secrets

from aiohttp import web

from services.identity.instansi import actions, queries
from services.identity.settings import settings_of
from services.identity.swafoto import darkroom, storage
from services.identity.swafoto.storage import store_of
from shared.berkas import rules as pictures
from shared.errors import Invalid, NotFound, NotValid, Unavailable
from shared.policy import public
from shared.web.forms import File
from shared.web.keys import database, principal_of
from shared.web.route import Route

MAX_BYTES = 2 * 1024 * 1024
MISSING = "Pilih berkas logo."
TOO_LARGE = "Logo terlalu besar. Paling besar 2 MB."
BROKEN = "Berkas ini rusak. Pilih berkas lain."
FOLDER = "logo/"
NAME = re.compile(r"[0-9a-f]{48}", re.ASCII)
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}


async def keep(request: web.Request, content: bytes) -> None:
    """Clean a picture and make it the logo of the officer's own office; raises Invalid.

    Whatever else was in the file is gone; the object before is removed when the new one counts.
    """
    try:
        clean = await darkroom.develop(content)
    except NotValid as wrong:
        is_broken = wrong.message.template == pictures.BROKEN
        raise Invalid({"logo": BROKEN if is_broken else wrong.message}) from None
    store, name = store_of(settings_of(request).storage_url), secrets.token_hex(24)
    await storage.put(store, name, clean.jpeg, FOLDER)
    try:
        await _replace(request, name)
    except Exception:
        await storage.delete(store, name, FOLDER)
        raise


async def remove(request: web.Request) -> None:
    """Show no logo any more."""
    await _replace(request, "")


async def _replace(request: web.Request, name: str) -> None:
    async with database(request).transaction() as conn:
        before = await actions.set_logo(conn, principal_of(request), name)
    if before:
        store = store_of(settings_of(request).storage_url)
        await storage.delete(store, before, FOLDER)


def content_of(file: File | None) -> bytes:
    """Return the content of an uploaded file; raises Invalid for none and for a large one."""
    if file is None:
        raise Invalid({"logo": MISSING})
    if file.too_large:
        raise Invalid({"logo": TOO_LARGE})
    return file.content


async def show(request: web.Request) -> web.Response:
    """Answer a logo that an office shows; its name changes with its content."""
    name = request.match_info["nama"]
    async with database(request).connection() as conn:
        if not NAME.fullmatch(name) or not await queries.is_logo(conn, name):
            raise NotFound
    try:
        content = await storage.get(store_of(settings_of(request).storage_url), name, FOLDER)
    except FileNotFoundError:
        raise NotFound from None
    except storage.LOST:
        raise Unavailable from None
    return web.Response(body=content, content_type="image/jpeg", headers=FOREVER)


ROUTES = [Route("GET", "/instansi/logo/{nama}", show, public())]
