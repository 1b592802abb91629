"""Pages for who has no link: have it sent again, or change a wrong address.

The answer is the same page whatever was typed right, so that nobody learns which addresses have
an akun.
"""

from __future__ import annotations

from aiohttp import web

from services.identity.akun import queries as akun_queries
from services.identity.konfirmasi import asking
from shared.errors import Invalid
from shared.policy import PENDUDUK
from shared.web.forms import only, read_form
from shared.web.keys import database, principal_or_none
from shared.web.pages import render, see_other

RESEND, CHANGE = "/konfirmasi-email/kirim-ulang", "/konfirmasi-email/ganti"
SENT = "/konfirmasi-email/terkirim"


async def show_resend(request: web.Request) -> web.Response:
    """Show the form; who is logged in finds his own address in it."""
    return render(request, "konfirmasi/kirim_ulang.html", isian={"email": await _own(request)})


async def resend(request: web.Request) -> web.Response:
    """Send the link again."""
    fields = only((await read_form(request)).fields, "email")
    try:
        await asking.resend(request, fields["email"])
    except Invalid as wrong:
        return render(
            request, "konfirmasi/kirim_ulang.html", status=422, isian=fields, galat=wrong.fields
        )
    return see_other(SENT)


async def show_change(request: web.Request) -> web.Response:
    """Show the form."""
    return render(request, "konfirmasi/ganti.html", isian={"email": await _own(request)})


async def change(request: web.Request) -> web.Response:
    """Change the address and send the link there."""
    form = await read_form(request)
    fields = only(form.fields, "email", "email_baru")
    try:
        await asking.change(request, fields["email"], form["sandi"], fields["email_baru"])
    except Invalid as wrong:
        return render(
            request, "konfirmasi/ganti.html", status=422, isian=fields, galat=wrong.fields
        )
    return see_other(SENT)


async def show_sent(request: web.Request) -> web.Response:
    """Say what happens now: the same for everybody."""
    return render(request, "konfirmasi/terkirim.html")


async def _own(request: web.Request) -> str:
    who = principal_or_none(request)
    if who is None or who.peran != PENDUDUK:
        return ""
    async with database(request).connection() as conn:
        akun = await akun_queries.find_akun(conn, who.id)
    return akun.diri.email if akun and akun.status == "registered" else ""
