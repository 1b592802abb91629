"""Logging in and out as JSON."""

from __future__ import annotations

from aiohttp import web

from services.identity.captcha.rules import local_answer
from services.identity.laju.rules import address_of
from services.identity.sesi import actions, entry
from services.identity.sesi.models import Masuk, MasukPetugas, Percobaan, SesiBaru, SesiDicabut
from services.identity.sesi.pages import browser_of
from services.identity.settings import settings_of
from shared.policy import anyone, public
from shared.sesi.token import Principal, sign
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.language import gettext
from shared.web.route import Route


async def log_in(request: web.Request) -> web.Response:
    """Open a resident's session."""
    body = await read_body(request, Masuk)
    mencoba = Percobaan(
        **body.model_dump(), alamat=address_of(request), peramban=browser_of(request)
    )
    known = local_answer(settings_of(request))
    opened = await entry.log_in_resident(database(request), mencoba, known)
    return answer(_sesi(request, opened.principal, opened.perangkat), status=201)


async def log_in_officer(request: web.Request) -> web.Response:
    """Open an officer's session."""
    body = await read_body(request, MasukPetugas)
    mencoba = Percobaan(email=body.email, sandi=body.sandi, alamat=address_of(request))
    officer = await entry.check_officer(database(request), mencoba)
    principal = await entry.log_in_officer(
        database(request), officer.id, body.totp, browser_of(request)
    )
    return answer(_sesi(request, principal), status=201)


async def log_out(request: web.Request) -> web.Response:
    """Revoke the session of this request."""
    who = principal_of(request)
    async with database(request).transaction() as conn:
        await actions.revoke_sesi(conn, who.sid, who.id)
    return answer(SesiDicabut(pesan=gettext("Anda sudah keluar.")))


def _sesi(request: web.Request, principal: Principal, perangkat: str = "") -> SesiBaru:
    token = sign(principal, settings_of(request).signing_key)
    return SesiBaru(token=token, expires_at=principal.expires_at, perangkat=perangkat)


ROUTES = [
    Route(
        "POST", "/api/v1/identity/sesi", log_in, public(), summary="Masuk sebagai penduduk",
        body=Masuk, answer=SesiBaru, status=201,
    ),
    Route(
        "POST", "/api/v1/identity/sesi/petugas", log_in_officer, public(),
        summary="Masuk sebagai petugas", body=MasukPetugas, answer=SesiBaru, status=201,
    ),
    Route(
        "DELETE", "/api/v1/identity/sesi", log_out, anyone(), summary="Keluar",
        answer=SesiDicabut,
    ),
]  # fmt: skip
