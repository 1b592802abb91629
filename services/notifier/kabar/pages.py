"""The news page of an officer."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.notifier.kabar import queries, rules
from services.notifier.kabar.models import KabarRow
from services.notifier.langsung.queries import insert_denyut
from shared import kata, policy
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, safe_return, see_other
from shared.web.route import Route
from shared.wilayah.kode import zona_of

PATH = "/pesan/kabar"
PAGE = 20
NEWEST = 2**62


async def show(request: web.Request) -> web.Response:
    """Show the news for this role and area, newest first."""
    who = principal_of(request)
    before = request.query.get("sebelum", "")
    start = int(before) if before.isdecimal() and len(before) < 18 else NEWEST
    async with database(request).connection() as conn:
        found = await queries.list_kabar(conn, who, start, PAGE + 1)
        unread = await queries.count_unread(conn, who)
    zona = zona_of(who.wilayah)
    return render(
        request, "kabar/daftar.html", baris=[_shown(row, zona) for row in found[:PAGE]],
        belum_dibaca=unread, lebih_lama=found[PAGE - 1].nomor if len(found) > PAGE else None,
        is_first=start == NEWEST,
    )  # fmt: skip


def _shown(row: KabarRow, zona: str) -> dict[str, object]:
    judul, isi = rules.words_of(row.jenis, row.isian)
    waktu = kata.tanggal_waktu(row.created_at, zona)
    return {"n": row, "judul": judul, "isi": isi, "waktu": waktu}


async def mark_read(request: web.Request) -> web.Response:
    """Mark one as read and go to where it leads."""
    form = await read_form(request)
    who = principal_of(request)
    async with database(request).transaction() as conn:
        await queries.set_read(conn, who, UUID(request.match_info["id"]))
        await insert_denyut(conn, [str(who.id)])
    return see_other(safe_return(form.get("lanjut"), PATH))


async def mark_all_read(request: web.Request) -> web.Response:
    """Mark all as read."""
    await read_form(request)
    who = principal_of(request)
    async with database(request).transaction() as conn:
        await queries.set_all_read(conn, who)
        await insert_denyut(conn, [str(who.id)])
    return see_other(PATH)


UUID_FORM = "{id:[0-9a-f-]{36}}"
ROUTES = [
    Route("GET", PATH, show, policy.officers()),
    Route("POST", f"{PATH}/dibaca", mark_all_read, policy.officers()),
    Route("POST", f"{PATH}/{UUID_FORM}/dibaca", mark_read, policy.officers()),
]
