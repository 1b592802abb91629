"""Against forged requests: same origin, and a token in the form that matches a cookie.

The form's token is masked anew on each page, so that compression tells nothing of it (BREACH).
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
from collections.abc import Awaitable, Callable

from aiohttp import web
from yarl import URL

from shared.errors import NotAllowed, PageExpired
from shared.web.keys import CSRF_CHECKED, CSRF_SECRET, SESSION_COOKIE, SETTINGS

COOKIE = "__Host-csrf"
FIELD = "_csrf"
HEADER = "X-CSRF-Token"
SIZE = 32
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
    request[CSRF_CHECKED] = True


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
    return URL(origin).authority == request.headers.get("Host", "")


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
    """Check unsafe requests of browsers; multipart forms are checked where they are read."""
    known = _secret_of(request)
    request[CSRF_SECRET] = known or os.urandom(SIZE)
    if request.method not in SAFE and "Authorization" not in request.headers:
        check_origin(request)
        await _check_body(request)
    elif "Authorization" in request.headers:
        request[CSRF_CHECKED] = True
    response = await handler(request)
    if request.content_type.startswith("multipart/") and CSRF_CHECKED not in request:
        raise RuntimeError(f"{request.path} read a multipart form without read_form()")
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
    elif not request.content_type.startswith("multipart/") and SESSION_COOKIE in request.cookies:
        # JSON that acts with a cookie alone: no other site may do that, and ours sends the header.
        raise PageExpired
