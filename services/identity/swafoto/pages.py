"""The upload door: the page's script sends a photo the moment it is chosen."""

from __future__ import annotations

from aiohttp import web

from services.identity.laju import actions as laju
from services.identity.laju.rules import UNGGAH_ALAMAT, address_of
from services.identity.settings import settings_of
from services.identity.swafoto import actions, darkroom, rules
from services.identity.swafoto.models import Swafoto, SwafotoJawab
from services.identity.swafoto.storage import store_of
from shared.errors import NotValid
from shared.policy import public
from shared.web import language
from shared.web.api import answer
from shared.web.forms import read_form
from shared.web.keys import database
from shared.web.route import Route


async def upload(request: web.Request) -> web.Response:
    """Take one photo (field `berkas`); answer its id and advice, or what is wrong with it."""
    async with database(request).transaction() as conn:
        await laju.take_address(conn, UNGGAH_ALAMAT, address_of(request))
    form = await read_form(request, rules.MAX_BYTES)
    file = form.files.get("berkas")
    try:
        if file is None:
            raise NotValid(rules.MISSING)
        if file.too_large:
            raise NotValid(rules.TOO_LARGE)
        kept = await keep(request, file.content)
    except NotValid as wrong:
        text = language.say(wrong.message)
        return answer({"pesan": text, "detail": text}, status=422)
    return answer(told(kept), status=201)


async def keep(request: web.Request, content: bytes) -> Swafoto:
    """Clean and keep a photo, holding no connection while it is cleaned; raises NotValid."""
    bersih = await darkroom.develop(content)
    store = store_of(settings_of(request).storage_url)
    async with database(request).transaction() as conn:
        return await actions.keep_swafoto(conn, store, bersih)


def told(swafoto: Swafoto) -> SwafotoJawab:
    """Return what the sender is told of a kept photo, in the language of the request."""
    words = [*rules.sentences(swafoto.saran), rules.OVERRULE] if swafoto.saran else []
    text = " ".join(language.gettext(sentence) for sentence in words)
    return SwafotoJawab(id=swafoto.id, saran=text, kode=swafoto.saran)


ROUTES = [Route("POST", "/unggah/swafoto", upload, public())]
