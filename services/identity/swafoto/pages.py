"""The upload door: the page's script sends a photo the moment it is chosen."""

from __future__ import annotations

from aiohttp import web

from services.identity.laju import actions as laju
from services.identity.laju.rules import UNGGAH_ALAMAT, address_of
from services.identity.settings import settings_of
from services.identity.swafoto import actions, rules
from services.identity.swafoto.models import SwafotoJawab
from services.identity.swafoto.storage import store_of
from shared.errors import NotValid
from shared.policy import public
from shared.web import language
from shared.web.api import answer
from shared.web.forms import read_form
from shared.web.keys import database
from shared.web.route import Route


async def upload(request: web.Request) -> web.Response:
    """Take one photo (field `berkas`) and answer its id, or what is wrong with it."""
    async with database(request).transaction() as conn:
        await laju.take_address(conn, UNGGAH_ALAMAT, address_of(request))
    form = await read_form(request, rules.MAX_BYTES)
    file = form.files.get("berkas")
    try:
        if file is None:
            raise NotValid(rules.MISSING)
        if file.too_large:
            raise NotValid(rules.TOO_LARGE)
        async with database(request).transaction() as conn:
            store = store_of(settings_of(request).storage_url)
            swafoto_id = await actions.store_swafoto(conn, store, file.content)
    except NotValid as wrong:
        text = language.say(wrong.message)
        return answer({"pesan": text, "detail": text}, status=422)
    return answer(SwafotoJawab(id=swafoto_id), status=201)


ROUTES = [Route("POST", "/unggah/swafoto", upload, public())]
