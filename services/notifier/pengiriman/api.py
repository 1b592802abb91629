"""Deliveries as JSON, and the door where a mail relay hands in reports."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.notifier.pengiriman import actions, queries, rules
from services.notifier.pengiriman.models import DaftarSurat, LaporanDiterima, SuratSatu
from services.notifier.pengiriman.pages import NEWEST, OPERATORS, PAGE, TABS, kantor_seen
from services.notifier.pengiriman.queries import area_of_surat
from shared.policy import clients, officers
from shared.web.api import answer
from shared.web.keys import database, principal_of
from shared.web.route import Route

SCOPE = "surat:lapor"


async def list_surat(request: web.Request) -> web.Response:
    """Answer the newest deliveries, of one tab if it is named."""
    kantor = kantor_seen(principal_of(request))
    states = TABS.get(request.query.get("tab", ""), rules.STATES)
    async with database(request).connection() as conn:
        found = await queries.list_surat(conn, kantor, states, NEWEST, PAGE)
        counts = await queries.count_states(conn, kantor)
    rows = [SuratSatu.model_validate(row, from_attributes=True) for row in found]
    return answer(DaftarSurat(surat=rows, jumlah=counts))


async def resend(request: web.Request) -> web.Response:
    """Send one letter again."""
    async with database(request).transaction() as conn:
        surat_id = UUID(request.match_info["id"])
        await actions.resend_surat(conn, principal_of(request), surat_id)
    return answer({"state": "waiting"})


async def report(request: web.Request) -> web.Response:
    """Take in one report as the relay got it (message/rfc822): a bounce or a complaint."""
    raw = await request.read()
    async with database(request).transaction() as conn:
        known = await actions.take_report(conn, raw)
    return answer(LaporanDiterima(dikenal=known))


PATH = "/api/v1/notifier/surat"
ROUTES = [
    Route(
        "GET", PATH, list_surat, officers(*OPERATORS),
        summary="Pengiriman surat", answer=DaftarSurat,
    ),
    Route(
        "POST", f"{PATH}/laporan", report, clients(SCOPE),
        summary="Laporan server surat (RFC 3464, RFC 5965)", answer=LaporanDiterima,
    ),
    Route(
        "POST", f"{PATH}/{{id:[0-9a-f-]{{36}}}}/kirim-ulang", resend,
        officers(*OPERATORS, area=area_of_surat), summary="Kirim ulang",
    ),
]  # fmt: skip
