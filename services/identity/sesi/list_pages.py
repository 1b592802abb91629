"""Where a resident is logged in, and which browsers are known; both can be ended."""

from __future__ import annotations

from typing import cast

from aiohttp import web

from services.identity.akun import queries as akun
from services.identity.sesi import actions, queries, queries_perangkat, rules
from services.identity.sesi.pages import uuid_or_none
from shared import clock
from shared.errors import NotFound
from shared.kata import Bahasa, tanggal_waktu
from shared.policy import residents
from shared.web import language
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah.kode import zona_of

PATH = "/akun/sesi"


async def list_sessions(request: web.Request) -> web.Response:
    """Show where the resident is logged in, and his known browsers."""
    who, now = principal_of(request), clock.now()
    async with database(request).connection() as conn:
        alive = await queries.list_alive(conn, who.id, now)
        known = await queries_perangkat.list_devices(conn, who.id, now, now - rules.DEVICE_LIFETIME)
        zona = zona_of((await akun.get_akun(conn, who.id)).kode_wilayah)
    bahasa = cast(Bahasa, language.current.get())
    daftar = [(sesi, tanggal_waktu(sesi.created_at, zona, bahasa)) for sesi in alive]
    perangkat = [(each, tanggal_waktu(each.seen_at, zona, bahasa)) for each in known]
    return render(request, "sesi/daftar.html", daftar=daftar, perangkat=perangkat, ini=who.sid)


async def revoke(request: web.Request) -> web.Response:
    """End one of the resident's own sessions."""
    await read_form(request)
    who = principal_of(request)
    sid = uuid_or_none(request.match_info["sid"])
    if sid is None:
        raise NotFound
    async with database(request).transaction() as conn:
        await actions.revoke_sesi(conn, sid, who.id)
    return see_other(PATH)


async def revoke_others(request: web.Request) -> web.Response:
    """End all of the resident's sessions but this one."""
    await read_form(request)
    who = principal_of(request)
    async with database(request).transaction() as conn:
        await actions.revoke_all(conn, who.id, but=who.sid)
    return see_other(PATH)


async def forget(request: web.Request) -> web.Response:
    """Know one of the resident's browsers no longer."""
    await forget_named(request)
    return see_other(PATH)


async def forget_named(request: web.Request) -> None:
    """Know the caller's browser in the address no longer; raises NotFound if it names none."""
    await read_form(request)
    perangkat_id = uuid_or_none(request.match_info["perangkat_id"])
    if perangkat_id is None:
        raise NotFound
    async with database(request).transaction() as conn:
        await queries_perangkat.forget_device(conn, perangkat_id, principal_of(request).id)


ROUTES = [
    Route("GET", PATH, list_sessions, residents()),
    Route("POST", f"{PATH}/keluarkan-lainnya", revoke_others, residents()),
    Route("POST", f"{PATH}/{{sid}}/keluarkan", revoke, residents()),
    Route("POST", "/akun/perangkat/{perangkat_id}/lupakan", forget, residents()),
]
