"""The resident's home: the permohonan that matters now, the earlier ones, and numbers."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web

from services.registration.draf.actions import list_draf
from services.registration.pemohon.actions import find_pemohon
from services.registration.permohonan import opening
from services.registration.permohonan.models import Permohonan
from shared.policy import residents
from shared.web.keys import database, principal_of
from shared.web.pages import render
from shared.web.route import Route
from shared.wilayah.queries import list_nama

EARLIER = 5


def current_of(every: Sequence[Permohonan]) -> Permohonan | None:
    """Return the latest that waits, else the latest stay that goes on, else the latest."""
    waiting = [one for one in every if one.may_cancel]
    registered = [one for one in every if one.status == "approved"]
    return next(iter([*waiting, *registered, *every]), None)


async def show(request: web.Request) -> web.Response:
    """Show the home; before the akun is verified, what it waits for."""
    async with database(request).connection() as conn:
        pemohon = await find_pemohon(conn, principal_of(request).id)
        if pemohon is None:
            return render(request, "beranda/menunggu.html")
        every = await opening.list_opened(conn, pemohon)
        drafts = await list_draf(conn, pemohon)
        current = current_of(every)
        members = await opening.list_members(conn, pemohon.key, current.id) if current else []
        kantor_asal = await opening.office_of(conn, pemohon.kode_wilayah_asal)
        places = {one.isian.domisili.kode_wilayah for one in drafts if one.isian.domisili}
        names = await list_nama(conn, places)
    return render(
        request, "beranda/beranda.html", nama=pemohon.nama_panggilan, kantor_asal=kantor_asal,
        p=current, pengikut=members, drafts=drafts, names=names, jumlah=opening.count(every),
        sebelumnya=[one for one in every if one is not current][:EARLIER],
    )  # fmt: skip


ROUTES = [Route("GET", "/beranda", show, residents())]
