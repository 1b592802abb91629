"""Where an officer is logged in, and which browsers are known; both can be ended."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.identity.petugas import queries as officers
from services.identity.petugas.peran import LABELS
from services.identity.sesi import actions, queries, queries_perangkat, rules
from services.identity.sesi.list_pages import forget_named
from services.identity.sesi.pages import uuid_or_none
from shared import clock
from shared.errors import NotFound
from shared.kata import tanggal_waktu
from shared.policy import STAFF
from shared.policy import officers as staff
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah.kode import zona_of

PATH = "/petugas/sesi"
NOWHERE = UUID(int=0)


async def list_sessions(request: web.Request) -> web.Response:
    """Show where the officer is logged in, in which role, and his known browsers."""
    who, now = principal_of(request), clock.now()
    async with database(request).connection() as conn:
        alive = await queries.list_alive(conn, who.id, now)
        known = await queries_perangkat.list_devices(conn, who.id, now, now - rules.DEVICE_LIFETIME)
        held = await officers.list_penugasan(conn, who.id)
    roles = {role.id: LABELS[role.peran] for role in held}
    zona = zona_of(who.wilayah)
    daftar = [
        (
            sesi, tanggal_waktu(sesi.created_at, zona), tanggal_waktu(sesi.seen_at, zona),
            roles.get(sesi.penugasan_id or NOWHERE, ""),
        )
        for sesi in alive
    ]  # fmt: skip
    perangkat = [(each, tanggal_waktu(each.seen_at, zona)) for each in known]
    return render(
        request, "sesi/petugas_daftar.html", daftar=daftar, perangkat=perangkat, ini=who.sid
    )


async def revoke(request: web.Request) -> web.Response:
    """End one of the officer's own sessions."""
    await read_form(request)
    sid = uuid_or_none(request.match_info["sid"])
    if sid is None:
        raise NotFound
    async with database(request).transaction() as conn:
        await actions.revoke_sesi(conn, sid, principal_of(request).id)
    return see_other(PATH)


async def revoke_others(request: web.Request) -> web.Response:
    """End all of the officer's sessions but this one."""
    await read_form(request)
    who = principal_of(request)
    async with database(request).transaction() as conn:
        await actions.revoke_all(conn, who.id, but=who.sid)
    return see_other(PATH)


async def forget(request: web.Request) -> web.Response:
    """Know one of the officer's browsers no longer."""
    await forget_named(request)
    return see_other(PATH)


STAFF_ONLY = staff(*STAFF)
ROUTES = [
    Route("GET", PATH, list_sessions, STAFF_ONLY),
    Route("POST", f"{PATH}/keluarkan-lainnya", revoke_others, STAFF_ONLY),
    Route("POST", f"{PATH}/{{sid}}/keluarkan", revoke, STAFF_ONLY),
    Route("POST", "/petugas/perangkat/{perangkat_id}/lupakan", forget, STAFF_ONLY),
]
