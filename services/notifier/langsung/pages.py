"""The stream that a page listens to: the unread count, at once and on each change."""

from __future__ import annotations

from collections.abc import Iterable

import orjson
from aiohttp import web

from services.notifier.kabar import queries as kabar
from services.notifier.langsung.kabarkan import EXCHANGE
from services.notifier.pemberitahuan import queries as pemberitahuan
from shared import policy
from shared.langsung.aliran import send_changes
from shared.langsung.dengar import Siaran
from shared.policy import PENDUDUK
from shared.sesi.token import Principal
from shared.web.keys import database, principal_of
from shared.web.route import Route

PATH = "/pemberitahuan/langsung"


async def stream(request: web.Request) -> web.StreamResponse:
    """Send the unread count now and whenever it changes, until the session or the page ends."""
    who = principal_of(request)

    async def read() -> bytes:
        return b"%d" % await _count(request, who)

    return await send_changes(request, _names(who), read)


def _names(who: Principal) -> list[str]:
    return [str(who.id)] if who.peran == PENDUDUK else [str(who.id), f"wilayah:{who.wilayah}"]


async def _count(request: web.Request, who: Principal) -> int:
    async with database(request).connection() as conn:
        if who.peran == PENDUDUK:
            return await pemberitahuan.count_unread(conn, who.id)
        return await kabar.count_unread(conn, who)


def _everything(_: Iterable[str]) -> set[str]:
    """Return the one key of a fanout: every process hears every hint."""
    return {""}


SIARAN = Siaran("notifier", EXCHANGE, keys=_everything, names=orjson.loads)
ROUTES = [Route("GET", PATH, stream, policy.residents() | policy.officers())]
