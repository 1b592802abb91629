"""The residents' entrance, the way out of both entrances, and renewal."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from aiohttp import web

from services.identity.akun import queries as akun
from services.identity.captcha import actions as captcha
from services.identity.captcha.rules import local_answer
from services.identity.captcha.suara import is_ready
from services.identity.laju.rules import address_of
from services.identity.sesi import actions, cookies, entry, rules
from services.identity.sesi.ingat import Recalled, recall
from services.identity.sesi.models import Percobaan
from services.identity.settings import settings_of
from shared.errors import Invalid, Message
from shared.policy import public
from shared.web.forms import Form, read_form
from shared.web.keys import database, principal_or_none
from shared.web.pages import render, safe_return, see_other
from shared.web.route import Route
from shared.web.session import OFFICE

HOME, STATUS = "/beranda", "/akun/status"


async def show_entrance(request: web.Request) -> web.Response:
    """Show the login form, with a captcha on a strange device; who is remembered goes on in."""
    kembali = safe_return(request.query.get("kembali", ""), "")
    recalled = await _recall(request)
    if recalled.principal:
        response = see_other(await _after(request, recalled.principal.id, kembali))
        cookies.give_token(request, response, recalled.principal)
        cookies.give_ingat(response, recalled.token)
        return response
    captcha_asked = not cookies.device_of(request)
    response = await _form(
        request, kembali, with_captcha=captcha_asked, is_stolen=recalled.is_stolen
    )
    if cookies.ingat_of(request):
        cookies.take_ingat(response)
    return response


async def _recall(request: web.Request) -> Recalled:
    token = cookies.ingat_of(request)
    if not token or principal_or_none(request):
        return Recalled()
    async with database(request).transaction() as conn:
        return await recall(conn, token, browser_of(request))


async def log_in(request: web.Request) -> web.Response:
    """Log a resident in."""
    form = await read_form(request)
    kembali = safe_return(form["kembali"], "")
    if form["ganti_kode"]:
        return await _form(request, kembali, form, with_captcha=True)
    mencoba = Percobaan(
        email=form.get("email"), sandi=form["sandi"], perangkat=cookies.device_of(request),
        captcha_id=uuid_or_none(form["captcha_id"]), captcha=form.get("captcha"),
        alamat=address_of(request), peramban=browser_of(request), ingat=bool(form["ingat"]),
    )  # fmt: skip
    answer = local_answer(settings_of(request))
    try:
        opened = await entry.log_in_resident(database(request), mencoba, answer)
    except Invalid as wrong:
        asked = "captcha" in wrong.fields or bool(form["captcha_id"])
        return await _form(request, kembali, form, wrong.fields, with_captcha=asked)
    response = see_other(await _after(request, opened.principal.id, kembali))
    cookies.give_token(request, response, opened.principal)
    cookies.give_device(response, opened.perangkat)
    cookies.give_ingat(response, opened.ingat)
    return response


async def _after(request: web.Request, akun_id: UUID, kembali: str) -> str:
    """Return where a resident lands: nowhere but his status until he is approved."""
    async with database(request).connection() as conn:
        who = await akun.get_akun(conn, akun_id)
    return (kembali or HOME) if who.status == "approved" else STATUS


async def log_out(request: web.Request) -> web.Response:
    """End the session of a resident or an officer."""
    await read_form(request)
    who = principal_or_none(request)
    if who:
        async with database(request).transaction() as conn:
            await actions.revoke_sesi(conn, who.sid, who.id)
    officer = who is not None and who.jenis == "petugas"
    response = see_other("/petugas/masuk" if officer else "/masuk?keluar=1")
    cookies.take_token(response)
    cookies.take_ingat(response)
    return response


async def renew(request: web.Request) -> web.Response:
    """Give a session that lives a new token and lead back; else to the entrance."""
    kembali = safe_return(request.query.get("kembali", ""), HOME)
    who = principal_or_none(request)
    renewed = None
    if who:
        async with database(request).transaction() as conn:
            renewed = await actions.renew_sesi(conn, who.sid)
    if renewed is None:
        door = "/petugas/masuk" if kembali.startswith(OFFICE) else "/masuk"
        response = see_other(f"{door}?kembali={quote(kembali, safe='')}")
        cookies.take_token(response)
        return response
    response = see_other(kembali)
    cookies.give_token(request, response, renewed)
    return response


def browser_of(request: web.Request) -> str:
    """Return the browser's name as a person knows it."""
    return rules.browser_name(request.headers.get("User-Agent", ""))


async def _form(
    request: web.Request, kembali: str, typed: Form | None = None,
    galat: dict[str, Message] | None = None, *, with_captcha: bool, is_stolen: bool = False,
) -> web.Response:  # fmt: skip
    kode = ""
    typed = typed or Form()
    if with_captcha:
        async with database(request).transaction() as conn:
            kode = str((await captcha.issue(conn)).id)
    return render(
        request, "sesi/masuk.html", status=422 if galat else 200, galat=galat or {},
        isian={"email": typed.get("email"), "ingat": typed["ingat"]}, kode=kode,
        suara=is_ready(settings_of(request).build_dir), kembali=kembali,
        keluar="keluar" in request.query,
        sandi_baru="sandi_baru" in request.query, dicuri=is_stolen,
    )  # fmt: skip


def uuid_or_none(text: str) -> UUID | None:
    """Return the UUID that `text` is, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None


ROUTES = [
    Route("GET", "/masuk", show_entrance, public()),
    Route("POST", "/masuk", log_in, public()),
    Route("POST", "/keluar", log_out, public()),
    Route("POST", "/petugas/keluar", log_out, public()),
    Route("GET", "/sesi/perpanjang", renew, public()),
]
