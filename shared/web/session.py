"""Who asks, and whether the route lets them in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from aiohttp import web

from shared import policy
from shared.errors import NotFound
from shared.sesi.queries import is_revoked
from shared.sesi.token import Principal
from shared.web import language
from shared.web.keys import DATABASE, PRINCIPAL, SESSION_COOKIE, VERIFIER

ALLOW = "np_allow"
OFFICE = (
    "/verifikasi",
    "/rekap",
    "/petugas",
    "/dasbor",
    "/pengguna",
    "/pengaturan",
    "/akun-diblokir",
    "/klien",
    "/permohonan/penyerahan",
    "/permohonan/pratinjau-formulir",
    "/pesan",
    "/integrasi",
)
RENEW = "/sesi/perpanjang"
BEARER = "Bearer "


def token_of(request: web.Request) -> str:
    """Return the session token of the Authorization header or of the cookie, or ""."""
    header = request.headers.get("Authorization", "")
    if header:
        return header.removeprefix(BEARER) if header.startswith(BEARER) else ""
    return request.cookies.get(SESSION_COOKIE, "")


def is_page(request: web.Request) -> bool:
    """Tell whether a whole page is asked for, not a fragment, a file or the API."""
    path = request.path
    partial = "/_" in path or request.headers.get("HX-Request-Type") == "partial"
    wants_html = "text/html" in request.headers.get("Accept", "")
    return wants_html and not partial and not path.startswith("/api/")


def _needs_renewal(request: web.Request, who: Principal) -> bool:
    fresh = request.path.startswith(RENEW) or "Authorization" in request.headers
    return request.method == "GET" and is_page(request) and who.is_half_over and not fresh


@web.middleware
async def session(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Find the principal, renew a token that is half over, and hold the route's Allow."""
    if request.match_info.http_exception is not None:
        raise NotFound
    token = token_of(request)
    who = request.app[VERIFIER].principal(token) if token else None
    allow: policy.Allow = getattr(request.match_info.handler, ALLOW)
    if who is None:
        await policy.check(allow, None, None, request.match_info)
        return await handler(request)
    async with request.app[DATABASE].connection() as conn:
        if await is_revoked(conn, who.sid):
            who = None
        request[PRINCIPAL] = who
        if who and who.jenis == "petugas":
            language.current.set("id")
        await policy.check(allow, who, conn, request.match_info)
    if who and _needs_renewal(request, who):
        raise web.HTTPSeeOther(f"{RENEW}?kembali={quote(request.path_qs, safe='')}")
    return await handler(request)


def entrance(request: web.Request) -> str:
    """Return the login page that fits the path, leading back afterwards."""
    officer = request.path.startswith(OFFICE)
    page = "/petugas/masuk" if officer else "/masuk"
    return f"{page}?kembali={quote(request.path_qs, safe='')}" if request.method == "GET" else page
