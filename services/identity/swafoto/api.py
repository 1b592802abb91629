"""Sending a selfie as JSON or as a multipart form."""

from __future__ import annotations

import base64

from aiohttp import web

from services.identity.laju import actions as laju
from services.identity.laju.rules import UNGGAH_ALAMAT, address_of
from services.identity.swafoto import rules
from services.identity.swafoto.models import SwafotoIsi, SwafotoJawab
from services.identity.swafoto.pages import keep, told
from shared.berkas.rules import NOT_A_PICTURE
from shared.errors import Invalid, NotValid
from shared.policy import public
from shared.web.api import answer, read_body
from shared.web.forms import read_form
from shared.web.keys import database
from shared.web.route import Route

# Base64 is a third longer than what it carries.
MAX_JSON = rules.MAX_BYTES * 3 // 2


async def upload(request: web.Request) -> web.Response:
    """Take one photo; answer its id and advice."""
    async with database(request).transaction() as conn:
        await laju.take_address(conn, UNGGAH_ALAMAT, address_of(request))
    try:
        kept = await keep(request, await _content(request))
    except NotValid as wrong:
        raise Invalid({"berkas": wrong.message}) from None
    return answer(told(kept), status=201)


async def _content(request: web.Request) -> bytes:
    if request.content_type.startswith("multipart/"):
        file = (await read_form(request, rules.MAX_BYTES)).files.get("berkas")
        if file is None:
            raise NotValid(rules.MISSING)
        if file.too_large:
            raise NotValid(rules.TOO_LARGE)
        return file.content
    body = await read_body(request.clone(client_max_size=MAX_JSON), SwafotoIsi)
    try:
        content = base64.b64decode(body.berkas, validate=True)
    except ValueError:
        raise NotValid(NOT_A_PICTURE) from None
    if len(content) > rules.MAX_BYTES:
        raise NotValid(rules.TOO_LARGE)
    return content


ROUTES = [
    Route(
        "POST", "/api/v1/identity/swafoto", upload, public(),
        summary="Unggah swafoto: JSON base64 atau multipart dengan bagian `berkas`",
        body=SwafotoIsi, answer=SwafotoJawab, status=201,
    ),
]  # fmt: skip
