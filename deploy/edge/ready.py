"""Is every part ready? One question to each part, one answer to who asks at the edge.

READY_PARTS is a JSON object of part names and addresses: `http://…/readyz` is ready when it
answers 200, `tcp://host:port` when it takes a connection.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import AsyncIterator, Mapping
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout, web

PATIENCE = 2.0
PARTS = web.AppKey("parts", Mapping[str, str])
CLIENT = web.AppKey("client", ClientSession)


def make_app(parts: Mapping[str, str]) -> web.Application:
    """Return the application that answers for these parts."""
    app = web.Application()
    app[PARTS] = parts
    app.cleanup_ctx.append(_open_client)
    app.router.add_get("/readyz", answer)
    return app


async def answer(request: web.Request) -> web.Response:
    """Answer 200 when every part is ready, 503 when one is not, with the state of each."""
    parts = request.app[PARTS]
    client = request.app[CLIENT]
    states = await asyncio.gather(*(_state(client, address) for address in parts.values()))
    ready = all(state["ready"] for state in states)
    body = {"ready": ready, "parts": dict(zip(parts, states, strict=True))}
    headers = {"Cache-Control": "no-store"}
    if not ready:
        headers["Retry-After"] = "1"
    return web.json_response(body, status=200 if ready else 503, headers=headers)


async def _state(client: ClientSession, address: str) -> dict[str, object]:
    began = time.perf_counter()
    try:
        async with asyncio.timeout(PATIENCE):
            state = await _ask(client, address)
    except TimeoutError:
        state = "no answer in time"
    except (OSError, ClientError):
        state = "not reachable"
    seconds = round(time.perf_counter() - began, 3)
    return {"ready": state == "ready", "state": state, "seconds": seconds}


async def _ask(client: ClientSession, address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme == "tcp":
        _, writer = await asyncio.open_connection(parts.hostname, parts.port)
        writer.close()
        return "ready"
    async with client.get(address) as response:
        return "ready" if response.status == 200 else f"answers {response.status}"


async def _open_client(app: web.Application) -> AsyncIterator[None]:
    async with ClientSession(timeout=ClientTimeout(total=PATIENCE)) as client:
        app[CLIENT] = client
        yield


def main() -> None:
    """Serve on READY_HOST and READY_PORT until told to stop."""
    app = make_app(json.loads(os.environ["READY_PARTS"]))
    host = os.environ.get("READY_HOST", "127.0.0.1")
    port = int(os.environ["READY_PORT"])
    web.run_app(app, host=host, port=port, access_log=None, print=lambda _: None)


if __name__ == "__main__":
    main()
