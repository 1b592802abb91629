"""The public pages: is this proof real, and is this file the one that was issued?"""

from __future__ import annotations

import hmac
from hashlib import sha256

from aiohttp import web

from services.registration.bukti import penjaga, rules
from services.registration.bukti.models import Terlihat
from services.registration.bukti.pembukaan import look_up
from shared.errors import N_, Message
from shared.policy import public
from shared.web.forms import read_form
from shared.web.keys import database
from shared.web.pages import render
from shared.web.route import Route

LARGEST = 5 * 1024 * 1024
KODE_EMPTY = N_("Ketik 16 huruf dan angka di bawah kode QR.")
FILE_EMPTY = N_("Pilih berkas PDF yang mau dicocokkan.")
FILE_LARGE = N_("Berkas paling besar 5 MB.")


async def show_form(request: web.Request) -> web.Response:
    """Ask for a code that is typed."""
    return _ask(request, request.query.get("kode", "")[:40])


async def look_typed(request: web.Request) -> web.Response:
    """Look up a typed code; the captcha was asked by identity, which sends the form on."""
    form = await read_form(request)
    kode = form.get("kode")[:40]
    async with database(request).transaction() as conn:
        passed = await penjaga.take_pass(request, conn)
        await penjaga.needs_captcha(request, conn)
    if form["ganti_kode"]:
        return _ask(request, kode)
    if not passed:
        return _ask(request, kode, {"captcha": Message(rules.WRONG_CAPTCHA)})
    if not rules.plain_kode(kode):
        return _ask(request, kode, {"kode": Message(KODE_EMPTY)})
    return await _answer(request, kode)


async def look_scanned(request: web.Request) -> web.Response:
    """Look up a scanned code; after many look-ups of one network it must be typed."""
    kode = request.match_info["kode"]
    async with database(request).transaction() as conn:
        asks = await penjaga.needs_captcha(request, conn)
    return _ask(request, kode) if asks else await _answer(request, kode)


async def compare(request: web.Request) -> web.Response:
    """Tell whether a file is the one that was issued; it is not kept."""
    form = await read_form(request, LARGEST)
    kode, file = request.match_info["kode"], form.files.get("berkas")
    async with database(request).transaction() as conn:
        if await penjaga.needs_captcha(request, conn):
            return _ask(request, kode)
    if file is None or file.too_large:
        wrong = Message(FILE_LARGE if file else FILE_EMPTY)
        return await _answer(request, kode, galat={"berkas": wrong})
    return await _answer(request, kode, sidik=sha256(file.content).digest())


async def _answer(
    request: web.Request, kode: str, sidik: bytes = b"", galat: dict[str, Message] | None = None
) -> web.Response:
    async with penjaga.same_time(), database(request).connection() as conn:
        found = await look_up(conn, kode)
    status = 404 if found is None else 422 if galat else 200
    cocok = hmac.compare_digest(sidik, found.sidik) if sidik and found else None
    return render(
        request, "bukti/cek_hasil.html", status=status, bukti=found, kode=kode, cocok=cocok,
        galat=galat or {}, sidik=_hex(found),
    )  # fmt: skip


def _hex(found: Terlihat | None) -> str:
    return found.sidik.hex() if found else ""


def _ask(
    request: web.Request, kode: str = "", galat: dict[str, Message] | None = None
) -> web.Response:
    return render(
        request,
        "bukti/cek.html",
        status=422 if galat else 200,
        galat=galat or {},
        isian={"kode": kode},
    )


ROUTES = [
    Route("GET", "/cek", show_form, public()),
    Route("POST", "/cek", look_typed, public()),
    Route("GET", "/cek/{kode}", look_scanned, public()),
    Route("POST", "/cek/{kode}", compare, public()),
]
