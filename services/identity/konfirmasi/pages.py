"""The page behind the link. Only its button confirms: mail scanners open links too."""

from __future__ import annotations

from aiohttp import web

from services.identity.konfirmasi import actions, again, queries, rules
from shared import clock
from shared.errors import Conflict
from shared.policy import public
from shared.web.keys import database
from shared.web.pages import render, see_other
from shared.web.route import Route

DONE = "/konfirmasi-email/selesai"


async def show(request: web.Request) -> web.Response:
    """Show the button, or that the link counts no longer."""
    token = request.match_info["token"]
    async with database(request).connection() as conn:
        is_open = await queries.is_open(conn, rules.hash_of(token), clock.now())
    status = 200 if is_open else 410
    return render(request, "konfirmasi/tautan.html", status=status, terbuka=is_open)


async def confirm(request: web.Request) -> web.Response:
    """Confirm the address."""
    try:
        async with database(request).transaction() as conn:
            await actions.confirm_email(conn, request.match_info["token"])
    except Conflict:
        return render(request, "konfirmasi/tautan.html", status=410, terbuka=False)
    return see_other(DONE)


async def show_done(request: web.Request) -> web.Response:
    """Say what happens now."""
    return render(request, "konfirmasi/selesai.html")


ROUTES = [
    Route("GET", DONE, show_done, public()),
    Route("GET", again.RESEND, again.show_resend, public()),
    Route("POST", again.RESEND, again.resend, public()),
    Route("GET", again.CHANGE, again.show_change, public()),
    Route("POST", again.CHANGE, again.change, public()),
    Route("GET", again.SENT, again.show_sent, public()),
    Route("GET", "/konfirmasi-email/{token}", show, public()),
    Route("POST", "/konfirmasi-email/{token}", confirm, public()),
]
