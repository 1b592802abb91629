"""What a worker says about itself: `/readyz` and `/metrics`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

Report = Callable[[], Awaitable[Mapping[str, object]]]


async def serve(host: str, port: int, report: Report) -> web.AppRunner:
    """Answer on host and port until `cleanup()`; ready (200, else 503) is what `report` says."""

    async def readyz(_: web.Request) -> web.Response:
        said = await report()
        return web.json_response(dict(said), status=200 if said["ready"] else 503)

    async def metrics(_: web.Request) -> web.Response:
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application()
    app.add_routes([web.get("/readyz", readyz), web.get("/metrics", metrics)])
    runner = web.AppRunner(app, access_log=None, handle_signals=False)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    return runner
