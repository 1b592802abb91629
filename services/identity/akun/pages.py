"""The resident's own akun, and the officer's card of one."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.identity.akun import card, queries, status
from services.identity.settings import settings_of
from services.identity.swafoto import officer as swafoto
from shared.kata import telepon
from shared.nik import mask
from shared.policy import LOOKERS, VERIFIERS, officers, residents
from shared.web.keys import database, principal_of
from shared.web.pages import render
from shared.web.route import Route
from shared.wilayah.kode import is_within


async def show_status(request: web.Request) -> web.Response:
    """Show the resident where his akun stands and by when the office answers."""
    return await status.status_page(request)


async def show_profile(request: web.Request) -> web.Response:
    """Show the resident his own data, NIK and KK masked."""
    akun, more = await status.mine(request)
    return render(
        request, "akun/profil.html", akun=akun, nik=mask(akun.diri.nik), kk=mask(akun.diri.kk),
        telepon=telepon(akun.diri.telepon), **more,
    )  # fmt: skip


async def show_card(request: web.Request) -> web.Response:
    """Show an officer the akun beside the population registry; the look is noted."""
    kartu = await card.look(
        database(request), settings_of(request), principal_of(request), _akun_id(request)
    )
    who = principal_of(request)
    may_block = who.peran in VERIFIERS and is_within(kartu.akun.kode_wilayah, who.wilayah)
    return render(
        request, "akun/kartu.html", kartu=kartu, down=card.DOWN, boleh_blokir=may_block,
        telepon=telepon(kartu.akun.diri.telepon),
    )  # fmt: skip


def _akun_id(request: web.Request) -> UUID:
    # The route's Allow has read it as a UUID before.
    return UUID(request.match_info["akun_id"])


MAY_LOOK = officers(*LOOKERS, area=queries.areas_of_akun, posisi=queries.posisi_of_akun)
ROUTES = [
    Route("GET", "/akun", show_profile, residents()),
    Route("GET", "/akun/status", show_status, residents()),
    Route("GET", "/akun/_kartu/{akun_id}", show_card, MAY_LOOK),
    Route("GET", "/akun/{akun_id}/swafoto", swafoto.show, MAY_LOOK),
    Route("GET", "/akun/{akun_id}/foto-ktp", swafoto.show_ktp, MAY_LOOK),
]
