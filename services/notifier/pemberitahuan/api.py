"""The inbox as JSON."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.notifier.pemberitahuan import actions, queries
from services.notifier.pemberitahuan.models import (
    DaftarPemberitahuan,
    Jumlah,
    Pemberitahuan,
    PemberitahuanRow,
)
from services.notifier.pemberitahuan.queries import owner_of_pemberitahuan
from shared import policy
from shared.web.api import answer
from shared.web.keys import database, principal_of
from shared.web.language import say
from shared.web.route import Route


async def list_pemberitahuan(request: web.Request) -> web.Response:
    """Answer the newest notices."""
    async with database(request).connection() as conn:
        halaman = await actions.read_inbox(conn, principal_of(request).id)
    rows = [_said(row) for row in halaman.rows]
    return answer(DaftarPemberitahuan(pemberitahuan=rows, belum_dibaca=halaman.belum_dibaca))


async def mark_read(request: web.Request) -> web.Response:
    """Mark one notice as read and answer how many are left."""
    who = principal_of(request).id
    async with database(request).transaction() as conn:
        await queries.set_read(conn, UUID(request.match_info["id"]), who)
        left = await queries.count_unread(conn, who)
    return answer(Jumlah(belum_dibaca=left))


async def count_unread(request: web.Request) -> web.Response:
    """Answer how many notices are unread."""
    async with database(request).connection() as conn:
        left = await queries.count_unread(conn, principal_of(request).id)
    return answer(Jumlah(belum_dibaca=left))


def _said(row: PemberitahuanRow) -> Pemberitahuan:
    return Pemberitahuan(
        id=row.id,
        judul=say(row.judul),
        isi=say(row.isi),
        tautan=row.tautan,
        dari=row.dari,
        created_at=row.created_at,
        is_read=row.is_read,
    )


OWN = policy.residents(owner=owner_of_pemberitahuan)
PATH = "/api/v1/notifier/pemberitahuan"
ROUTES = [
    Route(
        "GET", PATH, list_pemberitahuan, policy.residents(),
        summary="Pemberitahuan terbaru", answer=DaftarPemberitahuan,
    ),
    Route(
        "GET", f"{PATH}/jumlah", count_unread, policy.residents(),
        summary="Jumlah yang belum dibaca", answer=Jumlah,
    ),
    Route(
        "POST", f"{PATH}/{{id}}/dibaca", mark_read, OWN,
        summary="Tandai sudah dibaca", answer=Jumlah,
    ),
]  # fmt: skip
