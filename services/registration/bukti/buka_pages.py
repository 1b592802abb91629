"""The link of the letter: PIN and captcha open the proof's files for a while."""

from __future__ import annotations

from aiohttp import web

from services.registration.bukti import pembukaan, penjaga, queries, rules
from services.registration.bukti.actions import tautan_index
from shared.errors import Message, NotFound
from shared.policy import public
from shared.web.forms import read_form
from shared.web.keys import database
from shared.web.pages import render
from shared.web.route import Route


async def ask_pin(request: web.Request) -> web.Response:
    """Ask for the PIN; the page is the same whether the link opens something or not."""
    return _ask(request)


async def try_pin(request: web.Request) -> web.Response:
    """Show the files to whoever knows the PIN; identity asked the captcha and sent the form on."""
    form, kode = await read_form(request), request.match_info["kode"]
    if form["ganti_kode"]:
        return _ask(request)
    async with database(request).transaction() as conn:
        passed = await penjaga.take_pass(request, conn)
        await penjaga.needs_captcha(request, conn)
    if not passed:
        return _ask(request, captcha=Message(rules.WRONG_CAPTCHA))
    async with penjaga.same_time(), database(request).transaction() as conn:
        bukti, wrong = await pembukaan.try_pin(conn, kode, form.get("pin")[:20])
        files = await pembukaan.list_names(conn, bukti) if bukti else []
    if bukti is None:
        assert wrong is not None
        return _ask(request, pin=wrong)
    return render(
        request, "bukti/terbuka.html", bukti=bukti, kode=kode, berkas=files,
        izin=pembukaan.make_izin(bukti),
    )  # fmt: skip


async def fetch(request: web.Request) -> web.Response:
    """Answer one file to whoever has just opened the proof."""
    kode, urutan = request.match_info["kode"], urutan_of(request)
    async with database(request).transaction() as conn:
        bukti = await queries.lock_by_tautan(conn, tautan_index(kode))
        if bukti is None or not pembukaan.is_izin(bukti, request.query.get("izin", "")):
            raise NotFound
        return as_pdf(await pembukaan.open_file(conn, bukti, urutan), bukti.nobukti, urutan)


def urutan_of(request: web.Request) -> int:
    """Return which file a path asks for; raises NotFound for what is no number."""
    text = request.match_info["urutan"]
    if not (text.isascii() and text.isdigit() and len(text) < 3):
        raise NotFound
    return int(text)


def as_pdf(body: bytes, nobukti: str, urutan: int) -> web.Response:
    """Return a proof's file as it is shown or saved."""
    headers = {
        "Content-Type": "application/pdf",
        "Content-Disposition": f'inline; filename="bukti-{nobukti}-{urutan + 1}.pdf"',
        "Cache-Control": "no-store",
    }
    return web.Response(body=body, headers=headers)


def _ask(request: web.Request, **galat: Message) -> web.Response:
    return render(
        request, "bukti/pin.html", status=422 if galat else 200, galat=galat,
        kode=request.match_info["kode"],
    )  # fmt: skip


ROUTES = [
    Route("GET", "/bukti/{kode}", ask_pin, public()),
    Route("POST", "/bukti/{kode}", try_pin, public()),
    Route("GET", "/bukti/{kode}/{urutan}.pdf", fetch, public()),
]
