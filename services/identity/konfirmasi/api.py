"""Confirming as JSON."""

from __future__ import annotations

from aiohttp import web
from pydantic import BaseModel, Field

from services.identity.konfirmasi import actions
from shared.policy import public
from shared.web.api import answer, read_body
from shared.web.keys import database
from shared.web.language import gettext
from shared.web.route import Route


class TokenEmail(BaseModel):
    """The token of the link that came by e-mail."""

    token: str = Field(max_length=200, repr=False)


class Terkonfirmasi(BaseModel):
    """The address is confirmed; the akun waits for its office."""

    pesan: str


async def confirm(request: web.Request) -> web.Response:
    """Confirm the address."""
    body = await read_body(request, TokenEmail)
    async with database(request).transaction() as conn:
        await actions.confirm_email(conn, body.token)
    text = gettext("Email terkonfirmasi. Akun menunggu pemeriksaan petugas.")
    return answer(Terkonfirmasi(pesan=text))


ROUTES = [
    Route(
        "POST", "/api/v1/identity/konfirmasi-email", confirm, public(),
        summary="Konfirmasi alamat email dengan token dari tautan", body=TokenEmail,
        answer=Terkonfirmasi,
    ),
]  # fmt: skip
