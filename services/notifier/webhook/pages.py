"""The Ministry's pages about webhooks."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from aiohttp import web

from services.notifier.katalog.rules import OFFERED
from services.notifier.langganan.pages import settings_of
from services.notifier.peristiwa import queries as peristiwa
from services.notifier.webhook import actions, queries
from services.notifier.webhook.models import UlangDari, WebhookForm
from services.notifier.webhook.panggil import Pemanggil
from shared.errors import Invalid, Message, NotFound
from shared.kata import tanggal_waktu
from shared.policy import PETUGAS_KEMENTERIAN, officers
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah.kode import WIB

PATH = "/integrasi/webhook"
LONGEST = {"nama": 200, "url": 500, "wilayah": 500}
LINES = 50
DIGITS = 18  # of a number that a bigint holds


def webhook_id_of(request: web.Request) -> UUID:
    """Return the id in the path."""
    return UUID(request.match_info["id"])


async def show_list(request: web.Request) -> web.Response:
    """Show all webhooks."""
    async with database(request).connection() as conn:
        found = await queries.list_webhook(conn)
        newest = await peristiwa.newest(conn)
    return render(request, "webhook/daftar.html", daftar=found, terbaru=newest)


async def show_form(request: web.Request) -> web.Response:
    """Show the form of a new webhook."""
    return _form(request, {}, [])


async def create(request: web.Request) -> web.Response:
    """Keep a webhook and show its secret once."""
    form = await read_form(request)
    isian = {name: form.get(name)[:most] for name, most in LONGEST.items()}
    jenis = form.lists.get("jenis", [])[:100]
    wilayah = isian["wilayah"].replace(",", " ").split()[:50]
    try:
        asked = WebhookForm(nama=isian["nama"], url=isian["url"], wilayah=wilayah, jenis=jenis)
        async with database(request).transaction() as conn:
            one, secret = await actions.create_webhook(
                conn, principal_of(request), asked, settings_of(request).webhook_may_be_local
            )
    except Invalid as wrong:
        return _form(request, isian, jenis, wrong.fields)
    return render(request, "webhook/rahasia.html", status=201, webhook=one, rahasia=secret)


async def show_one(request: web.Request) -> web.Response:
    """Show one webhook with its delivery log."""
    return await _one(request)


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
    await read_form(request)
    async with database(request).transaction() as conn:
        await actions.set_state(conn, webhook_id_of(request), state)
    return see_other(PATH if state == "revoked" else f"{PATH}/{request.match_info['id']}")


async def rotate(request: web.Request) -> web.Response:
    """Sign with another secret and show it once."""
    await read_form(request)
    async with database(request).transaction() as conn:
        one = await actions.get_webhook(conn, webhook_id_of(request))
        secret = await actions.rotate_secret(conn, one.id)
    return render(request, "webhook/rahasia.html", status=201, webhook=one, rahasia=secret)


async def test(request: web.Request) -> web.Response:
    """Call the address once with a test message and show the answer in the log."""
    await read_form(request)
    async with Pemanggil(settings_of(request).webhook_may_be_local) as pemanggil:
        await actions.send_test(database(request), pemanggil, webhook_id_of(request))
    return see_other(f"{PATH}/{request.match_info['id']}")


def nomor_of(request: web.Request) -> int:
    """Return the number of the delivery that the path names; `NotFound` if it is none."""
    text = request.match_info["nomor"]
    if not (text.isdecimal() and len(text) <= DIGITS):
        raise NotFound(actions.GONE)
    return int(text)


async def resend(request: web.Request) -> web.Response:
    """Call once more with an event that was given up and show the answer in the log."""
    await read_form(request)
    nomor = nomor_of(request)
    async with Pemanggil(settings_of(request).webhook_may_be_local) as pemanggil:
        await actions.resend(database(request), pemanggil, webhook_id_of(request), nomor)
    return see_other(f"{PATH}/{request.match_info['id']}")


async def replay(request: web.Request) -> web.Response:
    """Deliver again from a number or a time."""
    form = await read_form(request)
    try:
        start = _start(form.get("dari"))
        async with database(request).transaction() as conn:
            await actions.replay(conn, webhook_id_of(request), start)
    except Invalid as wrong:
        return await _one(request, form.fields, wrong.fields)
    return see_other(f"{PATH}/{request.match_info['id']}")


def _start(text: str) -> UlangDari:
    if text.isdecimal() and len(text) <= DIGITS:
        return UlangDari(cursor=int(text))
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid({"dari": "Tulis nomor, atau waktu seperti 2026-11-20 08:00."}) from None
    return UlangDari(sejak=at if at.tzinfo else at.replace(tzinfo=ZoneInfo(WIB)))


async def _one(
    request: web.Request, isian: dict[str, str] | None = None,
    galat: dict[str, Message] | None = None,
) -> web.Response:  # fmt: skip
    async with database(request).transaction() as conn:
        one = await actions.get_webhook(conn, webhook_id_of(request))
        lines = await queries.list_kiriman(conn, one.id, LINES)
        newest = await peristiwa.newest(conn)
    taken = {line.event_id for line in lines if line.hasil == "delivered"}
    rows = [(line, tanggal_waktu(line.at, WIB), line.event_id not in taken) for line in lines]
    since = tanggal_waktu(one.failing_since, WIB) if one.failing_since else ""
    return render(
        request, "webhook/satu.html", status=422 if galat else 200, webhook=one, kiriman=rows,
        terbaru=newest, sejak=since, isian=isian or {}, galat=galat or {},
    )  # fmt: skip


def _form(
    request: web.Request, isian: dict[str, str], jenis: list[str],
    galat: dict[str, Message] | None = None,
) -> web.Response:  # fmt: skip
    return render(
        request, "webhook/baru.html", status=422 if galat else 200, isian=isian,
        galat=galat or {}, pilihan=sorted(OFFERED), dipilih=jenis,
    )  # fmt: skip


MINISTRY = officers(PETUGAS_KEMENTERIAN)
ONE = f"{PATH}/{{id:[0-9a-f-]{{36}}}}"
ROUTES = [
    Route("GET", PATH, show_list, MINISTRY),
    Route("GET", f"{PATH}/baru", show_form, MINISTRY),
    Route("POST", PATH, create, MINISTRY),
    Route("GET", ONE, show_one, MINISTRY),
    Route("POST", f"{ONE}/rahasia", rotate, MINISTRY),
    Route("POST", f"{ONE}/uji", test, MINISTRY),
    Route("POST", f"{ONE}/ulang", replay, MINISTRY),
    Route("POST", f"{ONE}/kiriman/{{nomor}}/ulang", resend, MINISTRY),
    Route("POST", f"{ONE}/jeda", pause, MINISTRY),
    Route("POST", f"{ONE}/lanjut", resume, MINISTRY),
    Route("POST", f"{ONE}/cabut", revoke, MINISTRY),
]
