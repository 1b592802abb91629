"""What an application and a request carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import MultipartReader, web

from shared.db import Database
from shared.sesi.token import Principal, Verifier
from shared.settings import Settings

if TYPE_CHECKING:
    from shared.web.pages import Pages

DATABASE = web.AppKey("database", Database)
SETTINGS = web.AppKey("settings", Settings)
VERIFIER = web.AppKey("verifier", Verifier)
PAGES: web.AppKey[Pages] = web.AppKey("pages")

SESSION_COOKIE = "__Host-sesi"
PRINCIPAL: web.RequestKey[Principal | None] = web.RequestKey("principal")
CSRF_SECRET = web.RequestKey("csrf_secret", bytes)
MULTIPART: web.RequestKey[tuple[MultipartReader, list[tuple[str, str]]]] = web.RequestKey(
    "multipart"
)
REQUEST_ID = web.RequestKey("request_id", str)


def database(request: web.Request) -> Database:
    """Return the service's database."""
    return request.app[DATABASE]


def principal_or_none(request: web.Request) -> Principal | None:
    """Return who asks, or None if nobody is logged in."""
    return request.get(PRINCIPAL)


def principal_of(request: web.Request) -> Principal:
    """Return who asks; the route's Allow has made sure that somebody does."""
    found = principal_or_none(request)
    assert found is not None
    return found
