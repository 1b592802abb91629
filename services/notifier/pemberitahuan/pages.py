"""The inbox of a resident, and the two pieces of it that other pages include."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.notifier.kabar import queries as kabar
from services.notifier.pemberitahuan import actions, queries
from services.notifier.pemberitahuan.models import Halaman
from services.notifier.pemberitahuan.queries import owner_of_pemberitahuan
from shared import kata, policy
from shared.web import language
from shared.web.forms import read_form
from shared.web.keys import database, principal_of, principal_or_none
from shared.web.pages import render, safe_return, see_other
from shared.web.route import Route

INBOX = "/pemberitahuan"
LATEST = 3


async def show_inbox(request: web.Request) -> web.Response:
    """Show the notices, newest first, twenty to a page."""
    before = request.query.get("sebelum", "")
    start = int(before) if before.isdecimal() and len(before) < 18 else actions.NEWEST
    async with database(request).connection() as conn:
        halaman = await actions.read_inbox(conn, principal_of(request).id, start)
    return render(
        request,
        "pemberitahuan/daftar.html",
        halaman=halaman,
        baris=_with_times(halaman),
        is_first=start == actions.NEWEST,
    )


async def show_latest(request: web.Request) -> web.Response:
    """Show the card of the latest three, for a page of another service."""
    async with database(request).connection() as conn:
        halaman = await actions.read_inbox(conn, principal_of(request).id, limit=LATEST)
    return render(
        request, "pemberitahuan/terbaru.html", halaman=halaman, baris=_with_times(halaman)
    )


async def show_count(request: web.Request) -> web.Response:
    """Show the badge of what is unread; nothing for strangers, or when nothing is unread."""
    who = principal_or_none(request)
    jumlah = 0
    if who and who.peran == policy.PENDUDUK:
        async with database(request).connection() as conn:
            jumlah = await queries.count_unread(conn, who.id)
    elif who and who.peran in policy.OFFICERS:
        async with database(request).connection() as conn:
            jumlah = await kabar.count_unread(conn, who)
    return render(request, "pemberitahuan/jumlah.html", jumlah=jumlah)


async def mark_read(request: web.Request) -> web.Response:
    """Mark one notice as read and go to where it leads, or back to the inbox."""
    form = await read_form(request)
    async with database(request).transaction() as conn:
        await queries.set_read(conn, UUID(request.match_info["id"]), principal_of(request).id)
    return see_other(safe_return(form.get("lanjut"), INBOX))


async def mark_all_read(request: web.Request) -> web.Response:
    """Mark every notice as read."""
    async with database(request).transaction() as conn:
        await queries.set_all_read(conn, principal_of(request).id)
    return see_other(INBOX)


def _with_times(halaman: Halaman) -> list[dict[str, object]]:
    bahasa: kata.Bahasa = "en" if language.current.get() == "en" else "id"
    return [
        {"n": row, "waktu": kata.tanggal_waktu(row.created_at, halaman.zona, bahasa)}
        for row in halaman.rows
    ]


OWN = policy.residents(owner=owner_of_pemberitahuan)
ROUTES = [
    Route("GET", INBOX, show_inbox, policy.residents()),
    Route("GET", "/pemberitahuan/_jumlah", show_count, policy.public()),
    Route("GET", "/pemberitahuan/_terbaru", show_latest, policy.residents()),
    Route("POST", "/pemberitahuan/dibaca", mark_all_read, policy.residents()),
    Route("POST", "/pemberitahuan/{id}/dibaca", mark_read, OWN),
]
