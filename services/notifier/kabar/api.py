"""An officer's news as JSON."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.notifier.kabar import queries, rules
from services.notifier.kabar.models import DaftarKabar, JumlahKabar, KabarKantor, KabarRow
from services.notifier.langsung.queries import insert_denyut
from shared import policy
from shared.web.api import answer
from shared.web.keys import database, principal_of
from shared.web.route import Route

NEWEST, PAGE = 2**62, 20


async def list_kabar(request: web.Request) -> web.Response:
    """Answer the newest news."""
    who = principal_of(request)
    async with database(request).connection() as conn:
        found = await queries.list_kabar(conn, who, NEWEST, PAGE)
        unread = await queries.count_unread(conn, who)
    return answer(DaftarKabar(kabar=[_said(row) for row in found], belum_dibaca=unread))


async def mark_read(request: web.Request) -> web.Response:
    """Mark one as read and answer how many are left."""
    who = principal_of(request)
    async with database(request).transaction() as conn:
        await queries.set_read(conn, who, UUID(request.match_info["id"]))
        await insert_denyut(conn, [str(who.id)])
        left = await queries.count_unread(conn, who)
    return answer(JumlahKabar(belum_dibaca=left))


def _said(row: KabarRow) -> KabarKantor:
    judul, isi = rules.words_of(row.jenis, row.isian)
    return KabarKantor(
        id=row.id, judul=judul, isi=isi, tautan=row.tautan, created_at=row.created_at,
        is_read=row.is_read,
    )  # fmt: skip


PATH = "/api/v1/notifier/kabar"
ROUTES = [
    Route(
        "GET", PATH, list_kabar, policy.officers(),
        summary="Kabar terbaru untuk kantor", answer=DaftarKabar,
    ),
    Route(
        "POST", f"{PATH}/{{id:[0-9a-f-]{{36}}}}/dibaca", mark_read, policy.officers(),
        summary="Tandai kabar sudah dibaca", answer=JumlahKabar,
    ),
]  # fmt: skip
