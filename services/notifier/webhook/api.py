"""Webhooks as JSON, for the Ministry."""

from __future__ import annotations

from aiohttp import web

from services.notifier.langganan.pages import settings_of
from services.notifier.peristiwa import queries as peristiwa
from services.notifier.webhook import actions, queries
from services.notifier.webhook.models import (
    DaftarKiriman,
    DaftarWebhook,
    Kiriman,
    UlangDari,
    WebhookDibuat,
    WebhookForm,
    WebhookSatu,
)
from services.notifier.webhook.pages import LINES, MINISTRY, nomor_of, webhook_id_of
from services.notifier.webhook.panggil import Pemanggil
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.route import Route


async def list_webhook(request: web.Request) -> web.Response:
    """Answer all webhooks."""
    async with database(request).connection() as conn:
        found = await queries.list_webhook(conn)
        newest = await peristiwa.newest(conn)
    rows = [WebhookSatu.model_validate(one, from_attributes=True) for one in found]
    return answer(DaftarWebhook(webhook=rows, terbaru=newest))


async def create(request: web.Request) -> web.Response:
    """Keep a webhook and answer its secret once."""
    asked = await read_body(request, WebhookForm)
    async with database(request).transaction() as conn:
        one, secret = await actions.create_webhook(
            conn, principal_of(request), asked, settings_of(request).webhook_may_be_local
        )
    return answer(WebhookDibuat(id=one.id, rahasia=secret), 201)


async def list_kiriman(request: web.Request) -> web.Response:
    """Answer the newest lines of the delivery log."""
    async with database(request).transaction() as conn:
        one = await actions.get_webhook(conn, webhook_id_of(request))
        lines = await queries.list_kiriman(conn, one.id, LINES)
    rows = [Kiriman.model_validate(line, from_attributes=True) for line in lines]
    return answer(DaftarKiriman(kiriman=rows))


async def pause(request: web.Request) -> web.Response:
    """Let a webhook rest."""
    return await _change(request, "paused")


async def resume(request: web.Request) -> web.Response:
    """Go on with a webhook."""
    return await _change(request, "active")


async def revoke(request: web.Request) -> web.Response:
    """Call a webhook no more."""
    return await _change(request, "revoked")


async def _change(request: web.Request, state: str) -> web.Response:
    async with database(request).transaction() as conn:
        await actions.set_state(conn, webhook_id_of(request), state)
    return answer({"state": state})


async def rotate(request: web.Request) -> web.Response:
    """Answer another secret once."""
    async with database(request).transaction() as conn:
        secret = await actions.rotate_secret(conn, webhook_id_of(request))
    return answer(WebhookDibuat(id=webhook_id_of(request), rahasia=secret))


async def replay(request: web.Request) -> web.Response:
    """Deliver again from a number or a time."""
    start = await read_body(request, UlangDari)
    async with database(request).transaction() as conn:
        cursor = await actions.replay(conn, webhook_id_of(request), start)
    return answer({"cursor": cursor})


async def test(request: web.Request) -> web.Response:
    """Call the address once with a test message and answer how it ended."""
    async with Pemanggil(settings_of(request).webhook_may_be_local) as pemanggil:
        got = await actions.send_test(database(request), pemanggil, webhook_id_of(request))
    return answer({"berhasil": actions.is_taken(got), "status": got.status, "reason": got.reason})


async def resend(request: web.Request) -> web.Response:
    """Call once more with an event that was given up and answer how it ended."""
    nomor = nomor_of(request)
    async with Pemanggil(settings_of(request).webhook_may_be_local) as pemanggil:
        got = await actions.resend(database(request), pemanggil, webhook_id_of(request), nomor)
    return answer({"berhasil": actions.is_taken(got), "status": got.status, "reason": got.reason})


PATH = "/api/v1/notifier/webhook"
ONE = f"{PATH}/{{id:[0-9a-f-]{{36}}}}"
ROUTES = [
    Route("GET", PATH, list_webhook, MINISTRY, summary="Semua webhook", answer=DaftarWebhook),
    Route(
        "POST", PATH, create, MINISTRY, status=201,
        summary="Buat webhook", body=WebhookForm, answer=WebhookDibuat,
    ),
    Route(
        "GET", f"{ONE}/kiriman", list_kiriman, MINISTRY,
        summary="Catatan kiriman", answer=DaftarKiriman,
    ),
    Route(
        "POST", f"{ONE}/rahasia", rotate, MINISTRY, summary="Ganti rahasia", answer=WebhookDibuat
    ),
    Route("POST", f"{ONE}/ulang", replay, MINISTRY, summary="Kirim ulang dari", body=UlangDari),
    Route(
        "POST", f"{ONE}/kiriman/{{nomor}}/ulang", resend, MINISTRY,
        summary="Kirim lagi yang dihentikan",
    ),
    Route("POST", f"{ONE}/uji", test, MINISTRY, summary="Kirim pesan uji"),
    Route("POST", f"{ONE}/jeda", pause, MINISTRY, summary="Jeda"),
    Route("POST", f"{ONE}/lanjut", resume, MINISTRY, summary="Lanjutkan"),
    Route("DELETE", ONE, revoke, MINISTRY, summary="Cabut webhook"),
]  # fmt: skip
