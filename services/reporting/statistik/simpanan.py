"""What the edge and browsers may keep: answers to who brings no cookie and no key."""

from __future__ import annotations

from hashlib import sha256

from aiohttp import web

PUBLIC = "public, max-age=300"


def is_shared(request: web.Request) -> bool:
    """Tell whether the answer would be the same for everybody who asks for this address."""
    asked = request.headers
    return "Cookie" not in asked and "Authorization" not in asked and "lang" not in request.query


def keep(request: web.Request, response: web.Response) -> web.Response:
    """Let a shared answer be kept five minutes and asked for by its tag; others stay private."""
    if not is_shared(request) or response.status != 200:
        return response
    assert isinstance(response.body, bytes)
    tag = sha256(response.body).hexdigest()[:32]
    # A proxy that compresses makes the tag a weak one.
    if tag in request.headers.get("If-None-Match", ""):
        response = web.Response(status=304)
    response.headers["Cache-Control"] = PUBLIC
    response.headers["Vary"] = "Cookie, Sec-CH-Prefers-Color-Scheme"
    response.headers["ETag"] = f'"{tag}"'
    return response
