"""The stream that a page listens to: what it shows, at once and on each change."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable

from aiohttp import web

from shared import clock
from shared.errors import Unavailable
from shared.langsung.papan import PAPAN
from shared.sesi.queries import is_revoked
from shared.web.keys import database, principal_of

# A silent line is cut by what stands between; a comment keeps it.
HEARTBEAT = 20.0
MOST_PAGES = 2000
AGAIN = b"retry: 5000\n\n"


async def send_changes(
    request: web.Request, names: Iterable[str], read: Callable[[], Awaitable[bytes]]
) -> web.StreamResponse:
    """Send what `read` returns now and whenever it changes, until the session or the page ends.

    It is read again when one of the names has something new, and with each heartbeat.
    """
    papan, who = request.app[PAPAN], principal_of(request)
    if papan.open_pages >= MOST_PAGES:
        raise Unavailable
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"}
    )
    await response.prepare(request)
    with papan.bell(names) as ring, contextlib.suppress(ConnectionError):
        await response.write(AGAIN)
        sent = b""
        while who.expires_at > clock.now() and not await _is_over(request):
            ring.clear()
            found = await read()
            await response.write(b": \n\n" if found == sent else b"data: %s\n\n" % found)
            sent = found
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(HEARTBEAT):
                    await ring.wait()
    return response


async def _is_over(request: web.Request) -> bool:
    async with database(request).connection() as conn:
        return await is_revoked(conn, principal_of(request).sid)
