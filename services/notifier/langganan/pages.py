"""The Ministry's pages about outside systems that listen over AMQP."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.notifier.katalog.rules import OFFERED
from services.notifier.langganan import actions, queries
from services.notifier.langganan.broker import broker_api
from services.notifier.langganan.models import Langganan, LanggananDibuat, LanggananForm
from services.notifier.settings import NotifierSettings
from shared.errors import Invalid, Message, NotFound
from shared.kata import tanggal_waktu
from shared.policy import PETUGAS_KEMENTERIAN, officers
from shared.web.forms import read_form
from shared.web.keys import SETTINGS, database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah.kode import WIB

PATH = "/integrasi/langganan"
LONGEST = {"nama": 200, "tujuan": 500, "wilayah": 500}


def settings_of(request: web.Request) -> NotifierSettings:
    """Return notifier's settings."""
    settings = request.app[SETTINGS]
    assert isinstance(settings, NotifierSettings)
    return settings


def langganan_id_of(request: web.Request) -> UUID:
    """Return the id in the path."""
    return UUID(request.match_info["id"])


async def show_list(request: web.Request) -> web.Response:
    """Show all subscriptions with their lag."""
    async with database(request).connection() as conn:
        found = await queries.list_langganan(conn)
    return render(request, "langganan/daftar.html", daftar=[(one, _when(one)) for one in found])


async def show_form(request: web.Request) -> web.Response:
    """Show the form of a new subscription."""
    return _form(request, {}, [])


async def create(request: web.Request) -> web.Response:
    """Make a subscription and show its secret once."""
    form = await read_form(request)
    isian = {name: form.get(name)[:most] for name, most in LONGEST.items()}
    jenis = form.lists.get("jenis", [])[:100]
    settings = settings_of(request)
    try:
        asked = LanggananForm(
            nama=isian["nama"], tujuan=isian["tujuan"],
            wilayah=isian["wilayah"].replace(",", " ").split()[:50], jenis=jenis,
        )  # fmt: skip
        async with broker_api(settings.broker_api_url) as api:
            made = await actions.create_langganan(
                database(request), api, principal_of(request), asked,
                settings.integrator_public_url,
            )  # fmt: skip
    except Invalid as wrong:
        return _form(request, isian, jenis, wrong.fields)
    return _secret(request, made)


async def show_one(request: web.Request) -> web.Response:
    """Show one subscription, and ask before it is changed or shut out."""
    async with database(request).connection() as conn:
        one = await queries.find_langganan(conn, langganan_id_of(request))
    if one is None:
        raise NotFound(actions.GONE)
    return render(request, "langganan/satu.html", langganan=one, kata=_when(one))


async def rotate(request: web.Request) -> web.Response:
    """Give another secret and show it once."""
    await read_form(request)
    settings = settings_of(request)
    async with broker_api(settings.broker_api_url) as api:
        made = await actions.rotate_langganan(
            database(request), api, langganan_id_of(request), settings.integrator_public_url
        )
    return _secret(request, made)


async def revoke(request: web.Request) -> web.Response:
    """Shut a subscriber out."""
    await read_form(request)
    async with broker_api(settings_of(request).broker_api_url) as api:
        await actions.revoke_langganan(database(request), api, langganan_id_of(request))
    return see_other(PATH)


def _form(
    request: web.Request, isian: dict[str, str], jenis: list[str],
    galat: dict[str, Message] | None = None,
) -> web.Response:  # fmt: skip
    return render(
        request, "langganan/baru.html", status=422 if galat else 200, isian=isian,
        galat=galat or {}, pilihan=sorted(OFFERED), dipilih=jenis,
    )  # fmt: skip


def _secret(request: web.Request, made: LanggananDibuat) -> web.Response:
    return render(request, "langganan/rahasia.html", status=201, baru=made)


def _when(one: Langganan) -> dict[str, str]:
    times = {
        "dibuat": one.created_at, "diganti": one.rotated_at, "dicabut": one.revoked_at,
        "ack": one.last_ack_at,
    }  # fmt: skip
    return {name: tanggal_waktu(at, WIB) if at else "" for name, at in times.items()}


MINISTRY = officers(PETUGAS_KEMENTERIAN)
ONE = f"{PATH}/{{id:[0-9a-f-]{{36}}}}"
ROUTES = [
    Route("GET", PATH, show_list, MINISTRY),
    Route("GET", f"{PATH}/baru", show_form, MINISTRY),
    Route("POST", PATH, create, MINISTRY),
    Route("GET", ONE, show_one, MINISTRY),
    Route("POST", f"{ONE}/rahasia", rotate, MINISTRY),
    Route("POST", f"{ONE}/cabut", revoke, MINISTRY),
]
