"""The stream that a page listens to: the unread count, at once and on each change."""

from __future__ import annotations

import asyncio
import contextlib

from aiohttp import web

from services.notifier.kabar import queries as kabar
from services.notifier.langsung.papan import PAPAN
from services.notifier.pemberitahuan import queries as pemberitahuan
from shared import clock, policy
from shared.errors import Unavailable
from shared.policy import PENDUDUK
from shared.sesi.queries import is_revoked
from shared.sesi.token import Principal
from shared.web.keys import database, principal_of
from shared.web.route import Route

PATH = "/pemberitahuan/langsung"
# A silent line is cut by what stands between; a comment keeps it.
HEARTBEAT = 20.0
MOST_PAGES = 2000
AGAIN = b"retry: 5000\n\n"


async def stream(request: web.Request) -> web.StreamResponse:
    """Send the unread count now and whenever it changes, until the session or the page ends."""
    papan, who = request.app[PAPAN], principal_of(request)
    if papan.open_pages >= MOST_PAGES:
        raise Unavailable
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"}
    )
    await response.prepare(request)
    with papan.bell(_names(who)) as ring, contextlib.suppress(ConnectionError):
        await response.write(AGAIN)
        sent = -1
        while who.expires_at > clock.now():
            count = await _count(request, who)
            if count < 0:
                break
            words = b": \n\n" if count == sent else b"data: %d\n\n" % count
            await response.write(words)
            sent = count
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(HEARTBEAT):
                    await ring.wait()
            ring.clear()
    return response


def _names(who: Principal) -> list[str]:
    return [str(who.id)] if who.peran == PENDUDUK else [str(who.id), f"wilayah:{who.wilayah}"]


async def _count(request: web.Request, who: Principal) -> int:
    """Return how many are unread; -1 once the session is revoked."""
    async with database(request).connection() as conn:
        if await is_revoked(conn, who.sid):
            return -1
        if who.peran == PENDUDUK:
            return await pemberitahuan.count_unread(conn, who.id)
        return await kabar.count_unread(conn, who)


ROUTES = [Route("GET", PATH, stream, policy.residents() | policy.officers())]
