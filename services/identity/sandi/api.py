"""Forgotten, new and changed passwords as JSON."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, Field

from services.identity.captcha.rules import local_answer
from services.identity.laju.rules import address_of
from services.identity.sandi import actions
from services.identity.settings import settings_of
from shared.policy import public, residents
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.language import gettext
from shared.web.route import Route


class LupaSandi(BaseModel):
    """Whose password is forgotten, with a captcha."""

    email: str = Field(max_length=300, repr=False)
    captcha_id: UUID
    captcha: str = Field(max_length=12)


class SandiBaru(BaseModel):
    """The token of the link, and the new password."""

    token: str = Field(max_length=200, repr=False)
    sandi: str = Field(max_length=1000, repr=False)


class GantiSandi(BaseModel):
    """The password as it is and as it shall be."""

    sandi_lama: str = Field(max_length=1000, repr=False)
    sandi: str = Field(max_length=1000, repr=False)


class Diterima(BaseModel):
    """What happened, in words."""

    pesan: str


async def forget(request: web.Request) -> web.Response:
    """Have the link mailed; the answer is the same for any address."""
    body = await read_body(request, LupaSandi)
    await actions.forget_sandi(
        database(request), body.email, address_of(request), body.captcha_id, body.captcha,
        local_answer(settings_of(request)),
    )  # fmt: skip
    text = gettext("Jika email ini punya akun, tautannya sudah kami kirim.")
    return answer(Diterima(pesan=text), status=202)


async def set_new(request: web.Request) -> web.Response:
    """Set the new password by the link's token."""
    body = await read_body(request, SandiBaru)
    await actions.reset_sandi(database(request), body.token, body.sandi, body.sandi)
    text = gettext("Kata sandi sudah diganti. Masuk dengan kata sandi baru.")
    return answer(Diterima(pesan=text))


async def change(request: web.Request) -> web.Response:
    """Change the caller's own password."""
    body = await read_body(request, GantiSandi)
    await actions.change_sandi(
        database(request), principal_of(request), body.sandi_lama, body.sandi, body.sandi
    )
    text = gettext("Kata sandi sudah diganti. Perangkat lain kami keluarkan.")
    return answer(Diterima(pesan=text))


ROUTES = [
    Route(
        "POST", "/api/v1/identity/sandi/lupa", forget, public(),
        summary="Minta tautan kata sandi baru", body=LupaSandi, answer=Diterima, status=202,
    ),
    Route(
        "POST", "/api/v1/identity/sandi/baru", set_new, public(),
        summary="Pasang kata sandi baru dengan token dari tautan", body=SandiBaru,
        answer=Diterima,
    ),
    Route(
        "POST", "/api/v1/identity/sandi", change, residents(),
        summary="Ganti kata sandi sendiri", body=GantiSandi, answer=Diterima,
    ),
]  # fmt: skip
