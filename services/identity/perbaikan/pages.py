"""Pengaturan: the page on which a resident corrects what the office marked."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.identity.akun import queries as akun_queries
from services.identity.akun.models import Akun
from services.identity.laju import actions as laju
from services.identity.laju.rules import UNGGAH_ALAMAT, address_of
from services.identity.perbaikan import actions, form, rules
from services.identity.perbaikan.models import FIELDS
from services.identity.sesi.pages import uuid_or_none
from services.identity.settings import settings_of
from services.identity.swafoto import actions as swafoto
from services.identity.swafoto import queries as photos
from services.identity.swafoto.models import Swafoto
from services.identity.swafoto.pages import keep
from services.identity.swafoto.rules import MAX_BYTES, OVERRULE, TOO_LARGE, sentences
from services.identity.swafoto.storage import store_of
from services.identity.wilayah.lists import lists_of, sebutan_of
from shared.db import Connection
from shared.errors import Conflict, Invalid, Message, NotFound, NotValid
from shared.kata import ALASAN_AKUN, BIDANG_AKUN
from shared.policy import residents
from shared.web.forms import Form, only, read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route

HERE, STATUS = "/akun/perbaikan", "/akun/status"
PHOTO = "/akun/perbaikan/foto"
FILES = ("swafoto_kamera", "swafoto_galeri")


async def show(request: web.Request) -> web.Response:
    """Show the form with what is kept; who may not correct is led to his status."""
    akun = await _mine(request)
    if not rules.may_correct(akun):
        return see_other(STATUS)
    return await _page(request, akun, form.fields_of(akun))


async def correct(request: web.Request) -> web.Response:
    """Hand the correction in."""
    typed = await read_form(request, MAX_BYTES)
    akun = await _mine(request)
    fields = only(typed.fields, *FIELDS)
    chosen = None if typed["ganti_foto"] else uuid_or_none(typed["swafoto_id"])
    if typed["muat_wilayah"] or typed["ganti_foto"]:
        return await _page(request, akun, fields, chosen=chosen)
    ditahan = False
    try:
        if photo := await _photo(request, typed):
            chosen, ditahan = photo.id, bool(photo.saran) and not typed["pakai_foto"]
        async with database(request).transaction() as conn:
            baru = await form.checked(conn, fields, chosen)
            if not ditahan:
                store = store_of(settings_of(request).storage_url)
                await actions.correct_akun(conn, store, akun.id, baru)
    except Invalid as wrong:
        return await _page(request, akun, fields, wrong.fields, chosen=chosen)
    except Conflict:
        # Its page says why.
        return see_other(STATUS)
    if ditahan:
        return await _page(request, akun, fields, chosen=chosen, ditahan=True)
    return see_other(STATUS)


async def show_photo(request: web.Request) -> web.Response:
    """Show a photo that waits for the correction to the browser that sent it."""
    chosen = uuid_or_none(request.query.get("v", ""))
    async with database(request).connection() as conn:
        found = await _unclaimed(conn, chosen)
    if found is None:
        raise NotFound
    picture = await swafoto.open_swafoto(store_of(settings_of(request).storage_url), found)
    return web.Response(body=picture, content_type="image/jpeg")


async def _unclaimed(conn: Connection, swafoto_id: UUID | None) -> Swafoto | None:
    found = await photos.find_swafoto(conn, swafoto_id) if swafoto_id else None
    return found if found and found.akun_id is None else None


async def _mine(request: web.Request) -> Akun:
    async with database(request).connection() as conn:
        return await akun_queries.get_akun(conn, principal_of(request).id)


async def _photo(request: web.Request, typed: Form) -> Swafoto | None:
    """Return the selfie that came with the form, kept; raises Invalid."""
    file = next((typed.files[name] for name in FILES if name in typed.files), None)
    if file is None:
        return None
    if file.too_large:
        raise Invalid({"swafoto": TOO_LARGE})
    async with database(request).transaction() as conn:
        await laju.take_address(conn, UNGGAH_ALAMAT, address_of(request))
    try:
        return await keep(request, file.content)
    except NotValid as wrong:
        raise Invalid({"swafoto": wrong.message}) from None


async def _page(
    request: web.Request, akun: Akun, fields: dict[str, str],
    galat: dict[str, Message] | None = None, *, chosen: UUID | None = None, ditahan: bool = False,
) -> web.Response:  # fmt: skip
    async with database(request).connection() as conn:
        daftar = await lists_of(conn, "ktp", fields)
        photo = await _unclaimed(conn, chosen)
        sebutan = await sebutan_of(conn, fields.get("ktp_kabupaten", ""))
    return render(
        request, "perbaikan/perbaikan.html", status=422 if galat else 200, akun=akun,
        isian=fields, galat=galat or {}, daftar=daftar, sebutan=sebutan,
        swafoto_id=str(photo.id) if photo else "",
        pratinjau=f"{PHOTO}?v={photo.id}" if photo else "", ditahan=ditahan,
        saran=sentences(photo.saran) if photo else [], boleh=OVERRULE,
        alasan=[ALASAN_AKUN.get(kode, kode) for kode in akun.alasan if kode != "lainnya"],
        bidang={kode: BIDANG_AKUN[kode] for kode in akun.bidang if kode in BIDANG_AKUN},
    )  # fmt: skip


ROUTES = [
    Route("GET", HERE, show, residents()),
    Route("POST", HERE, correct, residents()),
    Route("GET", PHOTO, show_photo, residents()),
]
