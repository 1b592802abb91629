"""Subscriptions as JSON, for the Ministry."""

from __future__ import annotations

from aiohttp import web

from services.notifier.langganan import actions, queries
from services.notifier.langganan.broker import broker_api
from services.notifier.langganan.models import (
    DaftarLangganan,
    LanggananDaftar,
    LanggananDibuat,
    LanggananForm,
)
from services.notifier.langganan.pages import MINISTRY, langganan_id_of, settings_of
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.route import Route


async def list_langganan(request: web.Request) -> web.Response:
    """Answer all subscriptions."""
    async with database(request).connection() as conn:
        found = await queries.list_langganan(conn)
    rows = [LanggananDaftar.model_validate(one, from_attributes=True) for one in found]
    return answer(DaftarLangganan(langganan=rows))


async def create(request: web.Request) -> web.Response:
    """Make a subscription and answer its secret once."""
    asked, settings = await read_body(request, LanggananForm), settings_of(request)
    async with broker_api(settings.broker_api_url) as api:
        made = await actions.create_langganan(
            database(request), api, principal_of(request), asked, settings.integrator_public_url
        )
    return answer(made, 201)


async def rotate(request: web.Request) -> web.Response:
    """Answer another secret once."""
    settings = settings_of(request)
    async with broker_api(settings.broker_api_url) as api:
        made = await actions.rotate_langganan(
            database(request), api, langganan_id_of(request), settings.integrator_public_url
        )
    return answer(made)


async def revoke(request: web.Request) -> web.Response:
    """Shut a subscriber out."""
    async with broker_api(settings_of(request).broker_api_url) as api:
        await actions.revoke_langganan(database(request), api, langganan_id_of(request))
    return answer({"state": "revoked"})


PATH = "/api/v1/notifier/langganan"
ONE = f"{PATH}/{{id:[0-9a-f-]{{36}}}}"
ROUTES = [
    Route(
        "GET", PATH, list_langganan, MINISTRY,
        summary="Semua langganan AMQP", answer=DaftarLangganan,
    ),
    Route(
        "POST", PATH, create, MINISTRY, status=201,
        summary="Buat langganan", body=LanggananForm, answer=LanggananDibuat,
    ),
    Route(
        "POST", f"{ONE}/rahasia", rotate, MINISTRY,
        summary="Ganti rahasia", answer=LanggananDibuat,
    ),
    Route("DELETE", ONE, revoke, MINISTRY, summary="Cabut langganan"),
]  # fmt: skip
