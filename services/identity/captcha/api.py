"""A captcha for those who come by JSON."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel

from services.identity.captcha import actions
from services.identity.captcha.suara import is_ready
from services.identity.laju import actions as laju
from services.identity.laju.rules import CAPTCHA_ALAMAT, address_of
from shared.policy import public
from shared.web.api import answer
from shared.web.keys import SETTINGS, database
from shared.web.route import Route


class CaptchaBaru(BaseModel):
    """A code to be read off the picture at `gambar`, once and before `expires_at`.

    `suara` is where it can be heard in Indonesian; empty where there is no sound.
    """

    id: UUID
    gambar: str
    suara: str
    expires_at: datetime


async def issue(request: web.Request) -> web.Response:
    """Give out a new code."""
    async with database(request).transaction() as conn:
        await laju.take_address(conn, CAPTCHA_ALAMAT, address_of(request))
        captcha = await actions.issue(conn)
    can_be_heard = is_ready(request.app[SETTINGS].build_dir)
    made = CaptchaBaru(
        id=captcha.id, gambar=captcha.path, suara=captcha.sound_path if can_be_heard else "",
        expires_at=captcha.expires_at,
    )  # fmt: skip
    return answer(made, status=201)


ROUTES = [
    Route(
        "POST", "/api/v1/identity/captcha", issue, public(), summary="Minta kode captcha baru",
        answer=CaptchaBaru, status=201,
    ),
]  # fmt: skip
