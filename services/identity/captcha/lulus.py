"""The captcha for pages of other services: asked here, passed on with a pass that is used once."""

from __future__ import annotations

import re

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from services.identity.captcha import actions
from services.identity.captcha.rules import local_answer
from services.identity.captcha.suara import is_ready
from services.identity.laju import actions as laju
from services.identity.laju.rules import CAPTCHA_ALAMAT, address_of
from services.identity.sesi.pages import uuid_or_none
from services.identity.settings import settings_of
from shared.errors import N_, Invalid, Message, NotFound
from shared.policy import public
from shared.sesi import lulus
from shared.web.api import answer, read_body
from shared.web.forms import read_form
from shared.web.keys import SETTINGS, database
from shared.web.pages import render
from shared.web.route import Route

# Only these pages of others ask for a captcha: nothing else is a place to lead on to.
TUJUAN = re.compile(
    r"/(?:cek|bukti/[0-9A-Za-z-]{10,40}|api/v1/registration/cek/[0-9A-Za-z-]{10,40})"
)
WRONG = N_("Kode pada gambar belum cocok. Ketik kode yang baru.")


class LulusBody(BaseModel):
    """The answer to a captcha, and for which path the pass is to be."""

    model_config = ConfigDict(extra="forbid")

    captcha_id: str = Field(max_length=40)
    captcha: str = Field(max_length=40)
    tujuan: str = Field(max_length=100)


class LulusBaru(BaseModel):
    """A pass: send it as `?lulus=` to the path it is for, once and within two minutes."""

    lulus: str


async def show_field(request: web.Request) -> web.Response:
    """Show picture, sound and field of a new code; a fragment of the asking service's form."""
    async with database(request).transaction() as conn:
        await laju.take_address(conn, CAPTCHA_ALAMAT, address_of(request))
        code = await actions.issue(conn)
    galat = {"captcha": Message(WRONG)} if request.query.get("galat") else {}
    suara = is_ready(request.app[SETTINGS].build_dir)
    return render(request, "captcha/isian.html", kode=str(code.id), galat=galat, suara=suara)


async def pass_on(request: web.Request) -> web.Response:
    """Send the form on as it is (307), with a pass if the code was right.

    Without a pass the other service says what was wrong and keeps what was typed.
    """
    form = await read_form(request)
    tujuan = form["tujuan"]
    if not TUJUAN.fullmatch(tujuan):
        raise NotFound
    made = ""
    if not form["ganti_kode"]:
        made = await _pass(request, form["captcha_id"], form["captcha"], tujuan)
    return web.Response(status=307, headers={"Location": f"{tujuan}?lulus={made}"})


async def _pass(request: web.Request, captcha_id: str, typed: str, tujuan: str) -> str:
    settings = settings_of(request)
    found = uuid_or_none(captcha_id)
    async with database(request).transaction() as conn:
        await laju.take_address(conn, CAPTCHA_ALAMAT, address_of(request))
    async with database(request).transaction() as conn:
        if found and await actions.redeem(conn, found, typed, local_answer(settings)):
            return lulus.sign(tujuan, settings.signing_key)
    return ""


async def pass_by_api(request: web.Request) -> web.Response:
    """Answer a pass for the right code; raises Invalid."""
    body = await read_body(request, LulusBody)
    if not TUJUAN.fullmatch(body.tujuan):
        raise NotFound
    made = await _pass(request, body.captcha_id, body.captcha, body.tujuan)
    if not made:
        raise Invalid({"captcha": WRONG})
    return answer(LulusBaru(lulus=made), status=201)


ROUTES = [
    Route("GET", "/captcha/_isian", show_field, public()),
    Route("POST", "/captcha/lulus", pass_on, public()),
    Route(
        "POST", "/api/v1/identity/captcha/lulus", pass_by_api, public(), body=LulusBody,
        answer=LulusBaru, status=201,
        summary="Jawab captcha untuk halaman layanan lain; izinnya sekali pakai",
    ),
]  # fmt: skip
