"""Logging in and out as JSON."""

from __future__ import annotations

from aiohttp import web

from services.identity.captcha.rules import local_answer
from services.identity.laju.rules import address_of
from services.identity.sesi import actions, entry, ingat, queries, queries_perangkat
from services.identity.sesi.models import (
    DaftarSesi,
    Masuk,
    MasukIngat,
    MasukPetugas,
    Percobaan,
    SesiBaru,
    SesiDicabut,
    SesiSaya,
)
from services.identity.sesi.pages import browser_of, uuid_or_none
from services.identity.sesi.rules import DEVICE_LIFETIME
from services.identity.settings import settings_of
from shared import clock
from shared.errors import NotFound, Unauthenticated
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
    new = _sesi(request, opened.principal, opened.perangkat, opened.ingat)
    return answer(new, status=201)


async def recall(request: web.Request) -> web.Response:
    """Open a resident's session with the token of a browser that is remembered."""
    body = await read_body(request, MasukIngat)
    async with database(request).transaction() as conn:
        recalled = await ingat.recall(conn, body.ingat, browser_of(request))
    if recalled.principal is None:
        raise Unauthenticated
    return answer(_sesi(request, recalled.principal, "", recalled.token or body.ingat), status=201)


async def list_mine(request: web.Request) -> web.Response:
    """Answer where the caller is logged in, and his known browsers."""
    who, now = principal_of(request), clock.now()
    async with database(request).connection() as conn:
        alive = await queries.list_alive(conn, who.id, now)
        known = await queries_perangkat.list_devices(conn, who.id, now, now - DEVICE_LIFETIME)
    mine = [SesiSaya(**each.model_dump(), ini=each.id == who.sid) for each in alive]
    return answer(DaftarSesi(sesi=mine, perangkat=known))


async def revoke(request: web.Request) -> web.Response:
    """Revoke one of the caller's own sessions."""
    who, sid = principal_of(request), uuid_or_none(request.match_info["sid"])
    async with database(request).transaction() as conn:
        if sid is None or not await actions.revoke_sesi(conn, sid, who.id):
            raise NotFound
    return answer(SesiDicabut(pesan=gettext("Sesi ini tidak berlaku lagi.")))


async def forget(request: web.Request) -> web.Response:
    """Know one of the caller's browsers no longer."""
    found = uuid_or_none(request.match_info["perangkat_id"])
    async with database(request).transaction() as conn:
        if found is None or not await queries_perangkat.forget_device(
            conn, found, principal_of(request).id
        ):
            raise NotFound
    return answer(SesiDicabut(pesan=gettext("Perangkat ini tidak dikenal lagi.")))


async def log_in_officer(request: web.Request) -> web.Response:
    """Open an officer's session."""
    body = await read_body(request, MasukPetugas)
    mencoba = Percobaan(
        email=body.email, sandi=body.sandi, perangkat=body.perangkat, alamat=address_of(request)
    )
    officer = await entry.check_officer(database(request), mencoba)
    opened = await entry.log_in_officer(
        database(request), officer.id, body.totp, browser_of(request), body.perangkat
    )
    return answer(_sesi(request, opened.principal, opened.perangkat), status=201)


async def log_out(request: web.Request) -> web.Response:
    """Revoke the session of this request."""
    who = principal_of(request)
    async with database(request).transaction() as conn:
        await actions.revoke_sesi(conn, who.sid, who.id)
    return answer(SesiDicabut(pesan=gettext("Anda sudah keluar.")))


def _sesi(
    request: web.Request, principal: Principal, perangkat: str = "", ingat: str = ""
) -> SesiBaru:
    token = sign(principal, settings_of(request).signing_key)
    return SesiBaru(token=token, expires_at=principal.expires_at, perangkat=perangkat, ingat=ingat)


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
    Route(
        "POST", "/api/v1/identity/sesi/ingat", recall, public(),
        summary="Masuk dengan token ingat; tokennya diganti", body=MasukIngat, answer=SesiBaru,
        status=201,
    ),
    Route(
        "GET", "/api/v1/identity/sesi", list_mine, anyone(),
        summary="Sesi dan perangkat sendiri", answer=DaftarSesi,
    ),
    Route(
        "DELETE", "/api/v1/identity/sesi/{sid}", revoke, anyone(),
        summary="Cabut satu sesi sendiri", answer=SesiDicabut,
    ),
    Route(
        "DELETE", "/api/v1/identity/perangkat/{perangkat_id}", forget, anyone(),
        summary="Lupakan satu perangkat sendiri", answer=SesiDicabut,
    ),
]  # fmt: skip
