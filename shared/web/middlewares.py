"""What happens around every request: its id and log line, headers, language, refusals."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from typing import TypeAlias
from uuid import uuid4

import structlog
from aiohttp import web

from shared.errors import Invalid, NotFound, Refusal, TooLarge, Unauthenticated, Unavailable
from shared.web import api, language
from shared.web.keys import REQUEST_ID
from shared.web.pages import render, see_other
from shared.web.session import entrance, is_page

log = structlog.get_logger()

Next: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]

REQUEST_ID_FORM = re.compile(r"[0-9A-Za-z-]{8,64}")
CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; font-src 'self'; media-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=()",
    "Accept-CH": "Sec-CH-Prefers-Color-Scheme",
}


async def set_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Put the security headers on every answer; nothing is stored unless the door said so."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Request-ID"] = request.get(REQUEST_ID, "-")
    response.headers.pop("Server", None)


@web.middleware
async def request_id(request: web.Request, handler: Next) -> web.StreamResponse:
    """Bind the request's id for logs and events, and write one line when it is answered."""
    given = request.headers.get("X-Request-ID", "")
    request[REQUEST_ID] = given if REQUEST_ID_FORM.fullmatch(given) else uuid4().hex
    started = time.perf_counter()
    with structlog.contextvars.bound_contextvars(request_id=request[REQUEST_ID]):
        response = await handler(request)
        if not request.path.endswith("z"):
            # The route's pattern, not the path: a path may name a person's token.
            resource = request.match_info.route.resource
            log.info(
                "request.answered",
                method=request.method,
                route=resource.canonical if resource else "-",
                status=response.status,
                ms=round((time.perf_counter() - started) * 1000, 1),
            )
        return response


@web.middleware
async def speak(request: web.Request, handler: Next) -> web.StreamResponse:
    """Set the page's language, and keep a choice made by `?lang=`."""
    language.current.set(language.asked_language(request))
    response = await handler(request)
    # A fragment may be kept by caches, and names the language of its page only.
    fragment = "/_" in request.path
    shared = response.headers.get("Cache-Control", "").startswith("public")
    kept = response.prepared or shared or fragment
    if request.query.get("lang") in language.LANGUAGES and not kept:
        response.set_cookie(
            language.COOKIE,
            request.query["lang"],
            max_age=31_536_000,
            secure=True,
            samesite="Lax",
        )
    return response


@web.middleware
async def refusals(request: web.Request, handler: Next) -> web.StreamResponse:
    """Answer a refusal as page, fragment or JSON; anything else falls loudly as 500."""
    try:
        return await handler(request)
    except Refusal as refusal:
        return _refused(request, refusal)
    except web.HTTPRequestEntityTooLarge:
        return _refused(request, TooLarge())
    except web.HTTPException as known:
        if known.status == 404:
            return _refused(request, NotFound())
        raise
    except asyncio.CancelledError:
        raise
    except TimeoutError:
        log.exception("request.timed_out")
        return _refused(request, Unavailable())
    except Exception:
        log.exception("request.failed")
        return _refused(request, Refusal("Ada gangguan di pihak kami. Coba lagi sebentar."))


def _refused(request: web.Request, refusal: Refusal) -> web.Response:
    if request.path.startswith("/api/"):
        response = _as_json(request, refusal)
    elif isinstance(refusal, Unauthenticated) and is_page(request):
        return see_other(entrance(request))
    elif is_page(request):
        response = _as_page(request, refusal)
    else:
        response = web.Response(status=refusal.status, text=language.say(refusal.message))
    retry_after = getattr(refusal, "retry_after", None)
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _as_json(request: web.Request, refusal: Refusal) -> web.Response:
    fields = refusal.fields if isinstance(refusal, Invalid) else {}
    body = {
        "pesan": language.say(refusal.message),
        "galat": {name: language.say(text) for name, text in fields.items()},
        "nomor": request.get(REQUEST_ID, "-"),
    }
    return api.answer(body, status=refusal.status)


def _as_page(request: web.Request, refusal: Refusal) -> web.Response:
    return render(
        request,
        "galat.html",
        status=refusal.status,
        kode=refusal.status,
        pesan=language.say(refusal.message),
        nomor=request.get(REQUEST_ID, "-"),
    )


ALL = (request_id, speak, refusals)
