"""Who looks up how often, and whether a captcha was solved for it."""

from __future__ import annotations

import asyncio
import ipaddress
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import structlog
from aiohttp import web

from services.registration.bukti import queries_laju, rules
from shared import clock, crypto
from shared.db import Connection, Database
from shared.errors import TooMany, Unavailable
from shared.sesi import lulus
from shared.settings import Settings
from shared.web.keys import SETTINGS

log = structlog.get_logger()

WINDOW = timedelta(minutes=10)
# Look-ups of one network within the window: free of a captcha, and with one.
FREE, MOST = 10, 60
FIELD = "lulus"
EVERY_HOUR = 3600.0


def network_of(request: web.Request) -> str:
    """Return whose look-ups count together: the address, of IPv6 the /64.

    The edge writes the caller's address as the last entry of X-Forwarded-For. On one machine
    everybody is the loopback and nobody is counted: "".
    """
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        known = ipaddress.ip_address(forwarded or request.remote or "")
    except ValueError:
        return "-"
    if known.is_loopback:
        return ""
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network((known, 64), strict=False))


async def needs_captcha(request: web.Request, conn: Connection) -> bool:
    """Count a look-up and tell whether it needs a captcha; raises TooMany.

    The count must be committed whatever follows: call it in a transaction that returns.
    """
    network = network_of(request)
    if not network:
        return False
    kunci = crypto.index("bukti-laju", network)
    counted = await queries_laju.count_try(conn, kunci, clock.now(), WINDOW)
    if counted > MOST:
        raise TooMany
    return counted > FREE


async def take_pass(request: web.Request, conn: Connection) -> bool:
    """Tell whether the request brings an unused pass for its own path, and use it up."""
    settings = request.app[SETTINGS]
    found = lulus.read(request.query.get(FIELD, ""), request.path, settings.session_public_key)
    return found is not None and await queries_laju.insert_used(conn, found.id, found.expires_at)


@asynccontextmanager
async def same_time() -> AsyncIterator[None]:
    """Let what is inside take at least as long as any look-up, so that time tells nothing."""
    began = time.monotonic()
    try:
        yield
    finally:
        await asyncio.sleep(max(0.0, began + rules.LOOK_SECONDS - time.monotonic()))


async def forget_tries(database: Database, _: Settings) -> None:
    """Forget old counts and used passes; looks every hour."""
    while True:
        try:
            async with database.transaction() as conn:
                await queries_laju.forget_old(conn, clock.now(), WINDOW)
        except Unavailable:
            log.warning("bukti.tries_not_forgotten")
        await asyncio.sleep(EVERY_HOUR)
