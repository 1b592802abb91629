"""The resident's own akun, and the officer's card of one."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from aiohttp import web

from services.identity.akun import card, queries
from services.identity.akun.models import Akun
from services.identity.instansi import queries as instansi
from services.identity.settings import settings_of
from services.identity.swafoto import officer as swafoto
from shared.kata import Bahasa, tanggal, telepon
from shared.nik import mask
from shared.policy import officers, residents
from shared.web import language
from shared.web.keys import database, principal_of
from shared.web.pages import render
from shared.web.route import Route
from shared.wilayah import queries as wilayah
from shared.wilayah.kode import kantor_of, zona_of


async def show_status(request: web.Request) -> web.Response:
    """Show the resident where his akun stands and by when the office answers."""
    akun, more = await _mine(request)
    return render(request, "akun/status.html", akun=akun, **more)


async def show_profile(request: web.Request) -> web.Response:
    """Show the resident his own data, NIK and KK masked."""
    akun, more = await _mine(request)
    return render(
        request, "akun/profil.html", akun=akun, nik=mask(akun.diri.nik), kk=mask(akun.diri.kk),
        telepon=telepon(akun.diri.telepon), **more,
    )  # fmt: skip


async def _mine(request: web.Request) -> tuple[Akun, dict[str, Any]]:
    who = principal_of(request)
    async with database(request).connection() as conn:
        akun = await queries.get_akun(conn, who.id)
        kantor = kantor_of(akun.kode_wilayah)
        office = await instansi.find_instansi(conn, kantor)
        letak = await wilayah.nama_lengkap(conn, akun.kode_wilayah)
        nama_kantor = await wilayah.nama_lengkap(conn, kantor)
    return akun, {
        "instansi": office, "letak": letak,
        "kantor": office.nama if office else f"Disdukcapil {nama_kantor}",
        "tenggat": _day(akun.tenggat, akun.kode_wilayah),
        "dikonfirmasi": _day(akun.submitted_at, akun.kode_wilayah),
    }  # fmt: skip


def _day(at: datetime | None, kode_wilayah: str) -> str:
    """Return the day of `at` at the office of origin, in the language of the page."""
    if at is None:
        return ""
    local = at.astimezone(ZoneInfo(zona_of(kode_wilayah)))
    return tanggal(local.date(), cast(Bahasa, language.current.get()))


async def show_card(request: web.Request) -> web.Response:
    """Show an officer the akun beside the population registry; the look is noted."""
    kartu = await card.look(
        database(request), settings_of(request), principal_of(request), _akun_id(request)
    )
    return render(request, "akun/kartu.html", kartu=kartu, down=card.DOWN)


def _akun_id(request: web.Request) -> UUID:
    # The route's Allow has read it as a UUID before.
    return UUID(request.match_info["akun_id"])


MAY_LOOK = officers(area=queries.areas_of_akun)
ROUTES = [
    Route("GET", "/akun", show_profile, residents()),
    Route("GET", "/akun/status", show_status, residents()),
    Route("GET", "/akun/_kartu/{akun_id}", show_card, MAY_LOOK),
    Route("GET", "/akun/{akun_id}/swafoto", swafoto.show, MAY_LOOK),
]
