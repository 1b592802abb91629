"""The web process of a service: its routes behind session, policy, CSRF and refusals."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterable

from aiohttp import web

from shared import policy
from shared.bus.outbox import Waker
from shared.db import Database, make_pool
from shared.service import Service
from shared.sesi.token import Verifier
from shared.settings import Settings
from shared.web import api, language, middlewares, openapi
from shared.web.csrf import csrf
from shared.web.keys import DATABASE, PAGES, SETTINGS, VERIFIER
from shared.web.pages import Pages
from shared.web.route import Handler, Route
from shared.web.session import ALLOW, session

MAX_BODY = 1024 * 1024


def make_app(service: Service, settings: Settings) -> web.Application:
    """Return the application; it opens its database when it starts."""
    language.use(settings.build_dir / "locale")
    around = [*middlewares.ALL, csrf, session]
    app = web.Application(middlewares=around, client_max_size=MAX_BODY)
    app[SETTINGS] = settings
    app[VERIFIER] = Verifier(settings.session_public_key)
    app[PAGES] = Pages(service.folder, settings.build_dir)
    app.on_response_prepare.append(middlewares.set_headers)
    app.cleanup_ctx.append(lambda app: _open_database(app, service.name))
    app.cleanup_ctx.extend(service.web_contexts)
    add_routes(app, all_routes(service))
    return app


def all_routes(service: Service) -> list[Route]:
    """Return the service's routes with the ones that every service has."""
    document = openapi.route(service.name, service.title, service.routes)
    return [*service.routes, document, Route("GET", "/readyz", readyz, policy.public())]


def add_routes(app: web.Application, routes: Iterable[Route]) -> None:
    """Put the routes in place, each handler with its Allow."""
    for route in routes:
        app.router.add_route(route.method, route.path, _guarded(route))


def _guarded(route: Route) -> Handler:
    async def guarded(request: web.Request) -> web.StreamResponse:
        return await route.handler(request)

    setattr(guarded, ALLOW, route.allow)
    return guarded


@contextlib.asynccontextmanager
async def _database(settings: Settings, name: str) -> AsyncIterator[Database]:
    pool = await make_pool(settings.database_url, settings.pool_size)
    waker = Waker(settings.database_url, name)
    await waker.start()
    try:
        yield Database(pool, waker.wake)
    finally:
        await waker.stop()
        await pool.close()


async def _open_database(app: web.Application, name: str) -> AsyncIterator[None]:
    async with _database(app[SETTINGS], name) as database:
        app[DATABASE] = database
        yield


ANSWERS = "SELECT 1"


async def readyz(request: web.Request) -> web.Response:
    """Answer 200 when the database answers."""
    async with request.app[DATABASE].connection() as conn:
        await conn.fetchval(ANSWERS)
    return api.answer({"state": "ready"})
