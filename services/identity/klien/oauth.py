"""The token endpoint of RFC 6749: client credentials by Basic authentication."""

from __future__ import annotations

import base64
from urllib.parse import unquote_plus
from uuid import UUID

from aiohttp import web

from services.identity.klien import actions, rules
from services.identity.klien.models import TokenDitolak, TokenJawab
from services.identity.laju import actions as laju
from services.identity.laju.rules import Limit, address_of
from services.identity.settings import settings_of
from shared.policy import public
from shared.sesi.token import sign
from shared.web.api import answer
from shared.web.keys import database
from shared.web.route import Route
from shared.web.wellformed import well_formed

TRIES = Limit("klien-token", 60)
CHALLENGE = {"WWW-Authenticate": 'Basic realm="klien", charset="UTF-8"'}
GRANT = "client_credentials"


async def issue(request: web.Request) -> web.Response:
    """Answer a token for 15 minutes; refusals have the form that RFC 6749 gives them."""
    known = _credentials(request)
    if known is None:
        return _refused("invalid_client", 401)
    with well_formed():
        form = await request.post()
    if len(form) != len(set(form)) or not form.get("grant_type") or "client_secret" in form:
        return _refused("invalid_request")
    if form["grant_type"] != GRANT:
        return _refused("unsupported_grant_type")
    async with database(request).transaction() as conn:
        await laju.take_address(conn, TRIES, address_of(request))
        who = await actions.enter(conn, *known, str(form.get("scope", "")))
        if who:
            await laju.clear(conn, (TRIES, address_of(request)))
    if who is None:
        return _refused("invalid_client", 401)
    if not who.lingkup:
        return _refused("invalid_scope")
    token = sign(who, settings_of(request).signing_key)
    return answer(
        TokenJawab(
            access_token=token, expires_in=int(rules.LIFETIME.total_seconds()),
            scope=" ".join(who.lingkup),
        )
    )  # fmt: skip


def _credentials(request: web.Request) -> tuple[UUID, str] | None:
    kind, _, encoded = request.headers.get("Authorization", "").partition(" ")
    try:
        login, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
        klien_id = UUID(unquote_plus(login))
    except ValueError:
        return None
    return (klien_id, unquote_plus(secret)) if kind.lower() == "basic" else None


def _refused(error: str, status: int = 400) -> web.Response:
    response = answer({"error": error}, status)
    if status == 401:
        response.headers.update(CHALLENGE)
    return response


ROUTES = [
    Route(
        "POST", "/api/v1/identity/oauth/token", issue, public(),
        summary="Token klien (RFC 6749 client_credentials): formulir, autentikasi Basic",
        answer=TokenJawab, refusal=TokenDitolak,
    ),
]  # fmt: skip
