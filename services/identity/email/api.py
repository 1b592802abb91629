"""Changing an address as JSON."""

from __future__ import annotations

from aiohttp import web
from pydantic import BaseModel, Field

from services.identity.email import actions
from services.identity.konfirmasi.api import TokenEmail
from services.identity.sandi.api import Diterima
from shared.policy import public, residents
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.language import gettext
from shared.web.route import Route


class EmailBaru(BaseModel):
    """The new address, and the caller's password."""

    email: str = Field(max_length=300, repr=False)
    sandi: str = Field(max_length=1000, repr=False)


async def ask(request: web.Request) -> web.Response:
    """Have the link mailed to the new address."""
    body = await read_body(request, EmailBaru)
    await actions.ask_change(database(request), principal_of(request), body.email, body.sandi)
    text = gettext("Buka tautan yang kami kirim ke email baru.")
    return answer(Diterima(pesan=text), status=202)


async def confirm(request: web.Request) -> web.Response:
    """Make the new address the akun's."""
    body = await read_body(request, TokenEmail)
    async with database(request).transaction() as conn:
        await actions.confirm_change(conn, body.token)
    return answer(Diterima(pesan=gettext("Email sudah diganti.")))


ROUTES = [
    Route(
        "POST", "/api/v1/identity/email", ask, residents(),
        summary="Minta ganti email", body=EmailBaru, answer=Diterima, status=202,
    ),
    Route(
        "POST", "/api/v1/identity/email/konfirmasi", confirm, public(),
        summary="Pastikan email baru dengan token dari tautan", body=TokenEmail, answer=Diterima,
    ),
]  # fmt: skip
