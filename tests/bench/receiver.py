"""The receiver of the webhooks: says its port, takes every post, and tells how many it took.

`python -m tests.bench.receiver`, a process of its own, so that it takes no time from the bench's.
"""

from __future__ import annotations

import asyncio
import sys

import uvloop
from aiohttp import web


async def main() -> None:
    """Receive until the standard input ends."""
    taken = 0

    async def take(request: web.Request) -> web.Response:
        nonlocal taken
        await request.read()
        taken += 1
        return web.Response(status=204)

    async def count(_: web.Request) -> web.Response:
        return web.json_response(taken)

    app = web.Application()
    app.router.add_post("/", take)
    app.router.add_get("/", count)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    uvloop.run(main())
