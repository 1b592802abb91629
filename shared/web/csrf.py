"""Against forged requests: same origin, and a token in the form that matches a cookie.

The form's token is masked anew on each page, so that compression tells nothing of it (BREACH).
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
from collections.abc import Awaitable, Callable

from aiohttp import BodyPartReader, web
from yarl import URL

from shared.errors import NotAllowed, PageExpired, TooLarge
from shared.web.keys import CSRF_SECRET, MULTIPART, SESSION_COOKIE, SETTINGS
from shared.web.wellformed import well_formed

COOKIE = "__Host-csrf"
FIELD = "_csrf"
HEADER = "X-CSRF-Token"
SIZE = 32
MOST_BEFORE = 50
LONGEST_BEFORE = 64 * 1024
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def _xor(one: bytes, two: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, two, strict=True))


def token(secret: bytes) -> str:
    """Return the secret masked with a fresh pad."""
    pad = os.urandom(SIZE)
    return base64.urlsafe_b64encode(pad + _xor(pad, secret)).decode()


def matches(sent: str, secret: bytes) -> bool:
    """Tell whether `sent` is a mask of `secret`."""
    try:
        raw = base64.urlsafe_b64decode(sent)
    except (binascii.Error, ValueError):
        return False
    if len(raw) != 2 * SIZE:
        return False
    return hmac.compare_digest(_xor(raw[:SIZE], raw[SIZE:]), secret)


def check_token(request: web.Request, sent: str) -> None:
    """Accept the form's token or raise PageExpired."""
    if not matches(sent or request.headers.get(HEADER, ""), request[CSRF_SECRET]):
        raise PageExpired


def is_needed(request: web.Request) -> bool:
    """Tell whether the token is needed: not where no cookie tells who asks."""
    bare_api = request.path.startswith("/api/") and SESSION_COOKIE not in request.cookies
    return "Authorization" not in request.headers and not bare_api


def check_origin(request: web.Request) -> None:
    """Refuse a request that a browser says another site made."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise NotAllowed("Permintaan ini datang dari situs lain.")
    origin = request.headers.get("Origin")
    expected = str(URL(request.app[SETTINGS].public_url).origin())
    if origin and origin not in {"null", expected} and not _is_own_host(request, origin):
        raise NotAllowed("Permintaan ini datang dari situs lain.")


def _is_own_host(request: web.Request, origin: str) -> bool:
    try:
        return URL(origin).authority == request.headers.get("Host", "")
    except ValueError:
        return False


def _secret_of(request: web.Request) -> bytes | None:
    try:
        raw = base64.urlsafe_b64decode(request.cookies.get(COOKIE, ""))
    except (binascii.Error, ValueError):
        return None
    return raw if len(raw) == SIZE else None


@web.middleware
async def csrf(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Check unsafe requests of browsers before anything is done."""
    known = _secret_of(request)
    request[CSRF_SECRET] = known or os.urandom(SIZE)
    if request.method not in SAFE and "Authorization" not in request.headers:
        check_origin(request)
        with well_formed():
            await _check_body(request)
    response = await handler(request)
    shared = response.headers.get("Cache-Control", "").startswith("public")
    if known is None and response.content_type == "text/html" and not (response.prepared or shared):
        value = base64.urlsafe_b64encode(request[CSRF_SECRET]).decode()
        response.set_cookie(COOKIE, value, secure=True, httponly=True, samesite="Lax")
    return response


async def _check_body(request: web.Request) -> None:
    if request.headers.get(HEADER):
        check_token(request, request.headers[HEADER])
    elif request.content_type == "application/x-www-form-urlencoded":
        check_token(request, str((await request.post()).get(FIELD, "")))
    elif request.content_type.startswith("multipart/") and not request.path.startswith("/api/"):
        await _check_multipart(request)
    elif SESSION_COOKIE in request.cookies:
        # JSON that acts with a cookie alone: no other site may do that, and ours sends the header.
        raise PageExpired


async def _check_multipart(request: web.Request) -> None:
    """Find the token before any file, so that nothing is done before it was seen.

    What was read so far is kept for `read_form`, which goes on from there.
    """
    reader = await request.multipart()
    fields: list[tuple[str, str]] = []
    while (part := await reader.next()) is not None and len(fields) < MOST_BEFORE:
        if not isinstance(part, BodyPartReader) or part.filename is not None or not part.name:
            break
        text = await _read_field(part)
        fields.append((part.name, text))
        if part.name == FIELD:
            check_token(request, text)
            request[MULTIPART] = (reader, fields)
            return
    raise PageExpired


async def _read_field(part: BodyPartReader) -> str:
    content = bytearray()
    while chunk := await part.read_chunk(LONGEST_BEFORE):
        content += chunk
        if len(content) > LONGEST_BEFORE:
            raise TooLarge
    return content.decode(errors="replace")
