"""A service that does nothing: `python -m tests.deploy.stub web|worker|migrate`."""

from __future__ import annotations

import os
import sys

from aiohttp import web


async def _show(request: web.Request) -> web.Response:
    body = {
        "service": os.environ["SERVICE"],
        "path": request.path,
        "method": request.method,
        "request_id": request.headers.get("X-Request-ID"),
        "forwarded_for": request.headers.get("X-Forwarded-For"),
        "length": len(await request.read()),
    }
    return web.json_response(body)


async def _page(request: web.Request) -> web.Response:
    """Include a fragment that works, one that fails, one that redirects and one too slow."""
    includes = "".join(
        f'<!--# block name="{name}" -->[{name}]<!--# endblock -->'
        f'<!--# include virtual="{path}" stub="{name}" -->'
        for name, path in (
            ("a", "/pemberitahuan/_baik"),
            ("b", "/akun/_gagal"),
            ("c", "/permohonan/_pindah"),
            ("d", "/verifikasi/_mati"),
        )
    )
    own = request.headers.get("X-Request-ID", "")
    return web.Response(text=f"<p>{own}</p>{includes}<p>akhir</p>", content_type="text/html")


async def _good(request: web.Request) -> web.Response:
    seen = (request.method, request.headers.get("Content-Length"), len(await request.read()))
    text = f"<b>{os.environ['SERVICE']} {request.headers.get('X-Request-ID')} {seen}</b>"
    return web.Response(text=text, content_type="text/html")


async def _bad(request: web.Request) -> web.Response:
    return web.Response(status=500, text="<h1>bukan di sini</h1>", content_type="text/html")


async def _moved(request: web.Request) -> web.Response:
    raise web.HTTPSeeOther("/masuk")


async def _dead(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def _ready(request: web.Request) -> web.Response:
    return web.Response()


async def _unknown(request: web.Request) -> web.Response:
    return web.Response(status=404, text=f"{os.environ['SERVICE']} 404")


def _app() -> web.Application:
    app = web.Application(client_max_size=20_000_000)
    app.router.add_get("/readyz", _ready)
    app.router.add_route("*", "/halaman", _page)
    app.router.add_get("/{word}/_baik", _good)
    app.router.add_get("/{word}/_gagal", _bad)
    app.router.add_get("/{word}/_pindah", _moved)
    app.router.add_route("*", "/{word}/_mati", _dead)
    app.router.add_get("/tidak-ada", _unknown)
    app.router.add_route("*", "/{path:.*}", _show)
    return app


if __name__ == "__main__" and sys.argv[1] != "migrate":
    variable = "WEB_PORT" if sys.argv[1] == "web" else "WORKER_PORT"
    web.run_app(
        _app(), host="127.0.0.1", port=int(os.environ[variable]), access_log=None, print=None
    )
