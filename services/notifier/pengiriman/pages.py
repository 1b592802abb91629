"""The operator's page of deliveries."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.notifier.naskah.rules import TITLES
from services.notifier.pengiriman import actions, queries, rules
from services.notifier.pengiriman.queries import area_of_surat
from services.notifier.surat.models import Pesan
from shared.instansi.queries import list_nama
from shared.kata import tanggal_waktu
from shared.policy import ADMIN_KABUPATEN, PETUGAS_KEMENTERIAN, officers
from shared.sesi.token import Principal
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah.kode import zona_of

PATH = "/pesan/pengiriman"
PAGE = 25
NEWEST = 2**62
TABS = {
    "masalah": rules.TROUBLE, "menunggu": ("waiting", "sending", "failed"), "terkirim": ("sent",),
    "semua": rules.STATES,
}  # fmt: skip


def kantor_seen(who: Principal) -> str:
    """Return the office whose letters an officer sees; "" for all."""
    return "" if who.peran == PETUGAS_KEMENTERIAN else who.wilayah


async def show(request: web.Request) -> web.Response:
    """Show deliveries, those in trouble first."""
    who = principal_of(request)
    tab = request.query.get("tab", "masalah")
    tab = tab if tab in TABS else "masalah"
    before = request.query.get("sebelum", "")
    start = int(before) if before.isdecimal() and len(before) < 18 else NEWEST
    async with database(request).connection() as conn:
        kantor = kantor_seen(who)
        found = await queries.list_surat(conn, kantor, TABS[tab], start, PAGE + 1)
        counts = await queries.count_states(conn, kantor)
        names = await list_nama(conn, (row.kode_kantor for row in found))
    zona = zona_of(who.wilayah)
    rows = [
        (row, TITLES[Pesan(row.pesan)], names[row.kode_kantor],
         tanggal_waktu(row.created_at, zona), row.state in rules.RESENDABLE)
        for row in found[:PAGE]
    ]  # fmt: skip
    jumlah = {name: sum(counts.get(state, 0) for state in states) for name, states in TABS.items()}
    return render(
        request, "pengiriman/daftar.html", baris=rows, tab=tab, jumlah=jumlah,
        lebih_lama=found[PAGE - 1].nomor if len(found) > PAGE else None,
    )  # fmt: skip


async def resend(request: web.Request) -> web.Response:
    """Send one letter again."""
    await read_form(request)
    async with database(request).transaction() as conn:
        surat_id = UUID(request.match_info["id"])
        await actions.resend_surat(conn, principal_of(request), surat_id)
    return see_other(f"{PATH}?tab=menunggu")


OPERATORS = (ADMIN_KABUPATEN, PETUGAS_KEMENTERIAN)
ROUTES = [
    Route("GET", PATH, show, officers(*OPERATORS)),
    Route(
        "POST", f"{PATH}/{{id:[0-9a-f-]{{36}}}}/kirim-ulang", resend,
        officers(*OPERATORS, area=area_of_surat),
    ),
]  # fmt: skip
