"""The page behind an invitation's link: a password, the second factor, the recovery codes."""

from __future__ import annotations

import pyotp
import segno
from aiohttp import web

from services.identity.petugas.peran import LABELS
from services.identity.undangan import actions
from services.identity.undangan.models import TerimaForm, Undangan
from shared.errors import Conflict, Invalid, Message
from shared.policy import public
from shared.web.forms import read_form
from shared.web.keys import database
from shared.web.pages import render
from shared.web.route import Route
from shared.wilayah import queries as wilayah

ISSUER = "Penduduk Nonpermanen"


async def show(request: web.Request) -> web.Response:
    """Show what the invitation is for, and what to do."""
    return await _form(request)


async def accept(request: web.Request) -> web.Response:
    """Accept; the recovery codes are on this answer and never again."""
    form = await read_form(request)
    given = TerimaForm(
        sandi=form["sandi"][:1000], sandi_ulang=form["sandi_ulang"][:1000],
        kode=form.get("kode")[:20],
    )  # fmt: skip
    try:
        codes = await actions.accept(database(request), request.match_info["token"], given)
    except Conflict:
        return _gone(request)
    except Invalid as wrong:
        return await _form(request, wrong.fields)
    return render(request, "undangan/selesai.html", kode_cadangan=codes)


async def _form(request: web.Request, galat: dict[str, Message] | None = None) -> web.Response:
    try:
        async with database(request).connection() as conn:
            undangan, known = await actions.look(conn, request.match_info["token"])
            letak = await wilayah.nama_lengkap(conn, undangan.wilayah)
    except Conflict:
        return _gone(request)
    return render(
        request, "undangan/terima.html", status=422 if galat else 200, galat=galat or {},
        undangan=undangan, peran=LABELS[undangan.peran], letak=letak or "Nasional",
        sudah_petugas=known is not None, qr=picture_of(undangan), rahasia=grouped(undangan.totp),
    )  # fmt: skip


def _gone(request: web.Request) -> web.Response:
    return render(request, "undangan/lewat.html", status=410)


def address_of(undangan: Undangan) -> str:
    """Return what an authenticator app reads."""
    return pyotp.TOTP(undangan.totp).provisioning_uri(name=undangan.email, issuer_name=ISSUER)


def picture_of(undangan: Undangan) -> str:
    """Return the QR of the second factor as the address of a picture."""
    code = segno.make(address_of(undangan), error="m")
    return code.svg_data_uri(scale=5, border=4, dark="#000", light="#fff")


def grouped(secret: str) -> str:
    """Return a secret in groups of four, to be typed."""
    return " ".join(secret[n : n + 4] for n in range(0, len(secret), 4))


ROUTES = [
    Route("GET", f"{actions.PATH}{{token}}", show, public()),
    Route("POST", f"{actions.PATH}{{token}}", accept, public()),
]
