"""The resident's pages of Konsultasi & Aduan: all of them, a new one, one of them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from aiohttp import web

from services.registration.pemohon.actions import find_pemohon, get_pemohon
from services.registration.percakapan import actions, opening, queries, rules
from services.registration.percakapan.doors import (
    FILE,
    ID,
    TEXT,
    content_of,
    find_file,
    id_of,
    read_written,
    write,
)
from services.registration.percakapan.lampiran import FIELDS
from services.registration.percakapan.models import Percakapan, Tulisan
from services.registration.percakapan.queries import owner_of_percakapan
from shared import clock
from shared.db import Connection
from shared.errors import Conflict, Invalid, Message, Refusal, TooMany
from shared.instansi.queries import list_nama
from shared.policy import residents
from shared.web.forms import Form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah.kode import zona_of

PATH = "/konsultasi"
REFUSED = (Invalid, Conflict, TooMany)


def beside(refused: Refusal) -> dict[str, Message]:
    """Return what was refused, by field; what belongs to none stands at the text."""
    fields = refused.fields if isinstance(refused, Invalid) else {"isi": refused.message}
    return {TEXT if name == "isi" else name: said for name, said in fields.items()}


def isian_of(form: Form | None) -> dict[str, str]:
    """Return what is in the form, with the key by which it is known when it is sent twice."""
    fields = dict(form.fields) if form else {}
    return fields | {"kunci_kirim": fields.get("kunci_kirim") or str(uuid4())}


async def show_all(request: web.Request) -> web.Response:
    """Show the resident's own, what was written in last first."""
    async with database(request).connection() as conn:
        pemohon = await find_pemohon(conn, principal_of(request).id)
        every = await queries.list_own(conn, pemohon.akun_id) if pemohon else []
        own = [one for one in every if one.jenis != "diskusi"]
        names = await list_nama(conn, {one.kode_kantor for one in own})
    return render(
        request, "percakapan/daftar.html", daftar=own, names=names, topik=rules.TOPIK,
        jenis=rules.KONSULTASI, boleh=pemohon is not None,
        zona={one.kode_kantor: zona_of(one.kode_kantor) for one in own},
    )  # fmt: skip


async def show_new(request: web.Request) -> web.Response:
    """Show the form of a new one; raises Conflict before the akun is verified."""
    return await _new_page(request, None)


async def _new_page(
    request: web.Request, form: Form | None, refused: Refusal | None = None
) -> web.Response:
    async with database(request).connection() as conn:
        pemohon = await get_pemohon(conn, principal_of(request).id)
        offered = await opening.offered_kantor(conn, pemohon)
        names = await list_nama(conn, offered)
    isian = isian_of(form)
    if len(offered) == 1:
        isian.setdefault("kode_kantor", offered[0])
    return render(
        request, "percakapan/baru.html", status=refused.status if refused else 200,
        galat=beside(refused) if refused else {}, isian=isian, berkas=FIELDS,
        jenis=rules.KONSULTASI, topik=rules.TOPIK, kantor=[(kode, names[kode]) for kode in offered],
        maks=rules.LONGEST, dilampiri=bool(form and form.files),
    )  # fmt: skip


async def open_new(request: web.Request) -> web.Response:
    """Send a new one and lead to it; sent again it leads there too."""
    form = await read_written(request)
    try:
        opened = await open_written(request, form)
    except REFUSED as refused:
        return await _new_page(request, form, refused)
    return see_other(f"{PATH}/{opened.id}?terkirim=1")


async def open_written(request: web.Request, form: Form) -> Percakapan:
    """Open a konsultasi or aduan of what was sent; both doors do so."""
    akun_id = principal_of(request).id
    async with database(request).connection() as conn:
        pemohon = await get_pemohon(conn, akun_id)
        wanted = rules.check_konsultasi(
            form.get("jenis"), form.get("topik"), form.get("kode_kantor"),
            await opening.offered_kantor(conn, pemohon),
        )  # fmt: skip

    async def act(conn: Connection, tulisan: Tulisan) -> Percakapan:
        return await actions.open_konsultasi(conn, akun_id, wanted, tulisan)

    return await write(request, form, pemohon.key, act)


async def show_one(request: web.Request) -> web.Response:
    """Show one with its answers, which are read from now on."""
    return await _page(request, None)


async def _page(
    request: web.Request, form: Form | None, refused: Refusal | None = None
) -> web.Response:
    async with database(request).transaction() as conn:
        utas = await opening.open_own(conn, principal_of(request).id, id_of(request))
        p = utas.percakapan
        nama = (await list_nama(conn, [p.kode_kantor]))[p.kode_kantor]
    if p.jenis == "diskusi":
        return see_other(f"/permohonan/{p.permohonan_id}/diskusi")
    more: dict[str, Any] = {"status": refused.status, "galat": beside(refused)} if refused else {}
    return render(
        request, "percakapan/satu.html", p=p, pesan=utas.pesan, kantor=nama, berkas=FIELDS,
        zona=zona_of(p.kode_kantor), topik=rules.TOPIK, jenis=rules.KONSULTASI,
        boleh=p.status != "closed" or rules.may_reopen(p.closed_at, clock.now()),
        isian=isian_of(form), maks=rules.LONGEST, dilampiri=bool(form and form.files), **more,
    )  # fmt: skip


async def write_on(request: web.Request) -> web.Response:
    """Write on in one, or open it again."""
    form = await read_written(request)
    try:
        await write_own(request, form)
    except REFUSED as refused:
        return await _page(request, form, refused)
    return see_other(f"{PATH}/{id_of(request)}?terkirim=1")


async def write_own(request: web.Request, form: Form) -> Percakapan:
    """Write on in the resident's own; both doors do so."""
    akun_id, percakapan_id = principal_of(request).id, id_of(request)
    async with database(request).connection() as conn:
        pemohon = await get_pemohon(conn, akun_id)
        await actions.check_rate(conn, akun_id)

    async def act(conn: Connection, tulisan: Tulisan) -> Percakapan:
        return await actions.write_konsultasi(conn, akun_id, percakapan_id, tulisan)

    return await write(request, form, pemohon.key, act)


async def show_file(request: web.Request) -> web.Response:
    """Answer a file of one's own percakapan; those of the office's notes are none of it."""
    async with database(request).connection() as conn:
        pemohon = await get_pemohon(conn, principal_of(request).id)
        row = await find_file(request, conn, opening.BY_WARGA)
    return await content_of(request, pemohon.key, row)


OWN = residents(owner=owner_of_percakapan)
ROUTES = [
    Route("GET", PATH, show_all, residents()),
    Route("GET", f"{PATH}/baru", show_new, residents()),
    Route("POST", PATH, open_new, residents()),
    Route("GET", f"{PATH}/{ID}", show_one, OWN),
    Route("POST", f"{PATH}/{ID}", write_on, OWN),
    Route("GET", f"{PATH}/{ID}/lampiran/{FILE}", show_file, OWN),
]
