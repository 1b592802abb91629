"""The resident's own data: a copy, who saw them, and being forgotten."""

from __future__ import annotations

import base64
import io
import zipfile
from datetime import timedelta
from typing import cast

from aiohttp import web

from services.identity.akun import queries as akun
from services.identity.privasi import actions, rules
from services.identity.privasi.models import DataSaya, Putusan
from services.identity.sesi.cookies import take_token
from services.identity.settings import settings_of
from services.identity.swafoto.storage import store_of
from shared.errors import Message, NotValid
from shared.kata import Bahasa, tanggal_panjang
from shared.policy import residents
from shared.web import language
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render
from shared.web.route import Route

FILE = {"Content-Disposition": 'attachment; filename="data-saya.zip"', "Cache-Control": "no-store"}


async def show(request: web.Request) -> web.Response:
    """Show what may be asked for."""
    return render(request, "privasi/saya.html")


async def download(request: web.Request) -> web.Response:
    """Answer a zip of all that identity keeps: JSON, and the selfie as it is."""
    store = store_of(settings_of(request).storage_url)
    async with database(request).transaction() as conn:
        copy = await actions.copy_data(conn, store, principal_of(request).id)
    return web.Response(body=zipped(copy), content_type="application/zip", headers=FILE)


def zipped(copy: DataSaya) -> bytes:
    """Return the copy as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("akun.json", copy.model_dump_json(exclude={"swafoto"}, indent=2))
        if copy.swafoto:
            archive.writestr("swafoto.jpg", base64.b64decode(copy.swafoto))
    return out.getvalue()


async def show_erasure(request: web.Request) -> web.Response:
    """Show what erasure means, and what stands against it now."""
    return await _erasure(request, {})


async def erase(request: web.Request) -> web.Response:
    """Take a request; granted, it ends the session and the akun."""
    form = await read_form(request)
    try:
        rules.check_word(form.get("ketik"))
    except NotValid as wrong:
        return await _erasure(request, {"ketik": wrong.message})
    store = store_of(settings_of(request).storage_url)
    async with database(request).transaction() as conn:
        putusan = await actions.request_erasure(
            conn, store, principal_of(request).id, retention(request)
        )
    if not putusan.is_granted:
        return _limits(request, putusan, {}, 409)
    response = render(request, "privasi/terhapus.html")
    take_token(response)
    return response


def retention(request: web.Request) -> timedelta:
    """Return how long data are kept after the last stay."""
    return timedelta(days=settings_of(request).retention_days)


async def _erasure(request: web.Request, galat: dict[str, Message]) -> web.Response:
    async with database(request).connection() as conn:
        mine = await akun.get_akun(conn, principal_of(request).id)
        putusan = await actions.decide(conn, mine, retention(request))
    return _limits(request, putusan, galat, 422 if galat else 200)


def _limits(
    request: web.Request, putusan: Putusan, galat: dict[str, Message], status: int
) -> web.Response:
    bahasa = cast(Bahasa, language.current.get())
    sejak = putusan.boleh_sejak
    return render(
        request, "privasi/hapus.html", status=status, galat=galat, putusan=putusan,
        sebab=language.gettext(rules.SEBAB[putusan.sebab]) if putusan.sebab else "",
        sejak=tanggal_panjang(sejak, bahasa) if sejak else "", ditolak=status == 409,
        simpan=retention(request).days // 365,
    )  # fmt: skip


ROUTES = [
    Route("GET", "/akun/data-saya", show, residents()),
    Route("GET", "/akun/data-saya/unduh", download, residents()),
    Route("GET", "/akun/data-saya/hapus", show_erasure, residents()),
    Route("POST", "/akun/data-saya/hapus", erase, residents()),
]
