"""What administrators did, for those who watch over them: a page, CSV and JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from aiohttp import web

from services.identity.jejak import actions, queries_baca, rules
from services.identity.jejak.models import DaftarTindak, Tindak
from services.identity.petugas import stepup
from services.identity.petugas.peran import LABELS
from shared.errors import Invalid, Message
from shared.kata import tanggal_waktu
from shared.policy import ADMIN_KABUPATEN, AUDITOR, PETUGAS_KEMENTERIAN, officers
from shared.web.api import answer
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render
from shared.web.route import Route
from shared.wilayah import queries as wilayah
from shared.wilayah.kode import zona_of

PATH = "/petugas/jejak/tindakan"
LONGEST = 10_000
KOLOM = ("nomor", "waktu", "nama", "peran", "wilayah", "tindakan", "kepada", "alasan")
CSV = {"Content-Disposition": 'attachment; filename="jejak.csv"', "Cache-Control": "no-store"}
# A spreadsheet would take these for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


async def show(request: web.Request) -> web.Response:
    """Show what administrators of the officer's area did, the latest first."""
    return await _page(request)


async def _page(request: web.Request, galat: dict[str, Message] | None = None) -> web.Response:
    who, before = principal_of(request), before_of(request)
    async with database(request).connection() as conn:
        found = await queries_baca.list_tindakan(conn, who.wilayah, before, rules.PAGE + 1)
        names = await wilayah.list_nama(conn, {each.wilayah for each in found})
        perlu_kode = await stepup.is_needed(conn, who)
    zona = zona_of(who.wilayah)
    rows = [
        (_said(each), names.get(each.wilayah, "") or "Nasional", tanggal_waktu(each.at, zona))
        for each in found[: rules.PAGE]
    ]
    return render(
        request, "jejak/petugas_tindakan.html", status=422 if galat else 200, galat=galat or {},
        daftar=rows, perlu_kode=perlu_kode, sebelum=before,
        berikutnya=found[rules.PAGE - 1].id if len(found) > rules.PAGE else None,
    )  # fmt: skip


def before_of(request: web.Request) -> int | None:
    """Return below which number the page begins; None for the latest."""
    asked = request.query.get("sebelum", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None


def _said(each: Tindak) -> Tindak:
    alasan = rules.ALASAN_AKHIR.get(each.alasan, each.alasan)
    return each.model_copy(update={
        "peran": LABELS.get(each.peran, each.peran), "alasan": alasan.capitalize(),
        "tindakan": rules.TINDAKAN_PENGURUS.get(each.tindakan, each.tindakan),
    })  # fmt: skip


async def download(request: web.Request) -> web.Response:
    """Answer the latest of it as CSV, the second factor shown; the download is noted as well."""
    form, who = await read_form(request), principal_of(request)
    try:
        await stepup.confirm(database(request), who, form.get("kode"))
    except Invalid as wrong:
        return await _page(request, wrong.fields)
    async with database(request).transaction() as conn:
        await actions.note_act(conn, who, who.id, "unduh_jejak")
        found = await queries_baca.list_tindakan(conn, who.wilayah, None, LONGEST)
    return web.Response(body=make_csv(found), content_type="text/csv", charset="utf-8", headers=CSV)


def make_csv(rows: Sequence[Tindak]) -> bytes:
    """Return the acts as CSV in UTF-8; no cell can be taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(KOLOM)
    for each in map(_said, rows):
        cells = [
            str(each.id), each.at.isoformat(timespec="seconds"), each.nama, each.peran,
            each.wilayah, each.tindakan, each.objek, each.alasan,
        ]  # fmt: skip
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


async def get(request: web.Request) -> web.Response:
    """Answer the acts as JSON."""
    async with database(request).connection() as conn:
        found = await queries_baca.list_tindakan(
            conn, principal_of(request).wilayah, before_of(request), rules.PAGE + 1
        )
    after = found[rules.PAGE - 1].id if len(found) > rules.PAGE else None
    return answer(DaftarTindak(tindakan=found[: rules.PAGE], berikutnya=after))


WATCHERS = officers(ADMIN_KABUPATEN, PETUGAS_KEMENTERIAN, AUDITOR)
ROUTES = [
    Route("GET", PATH, show, WATCHERS),
    Route("POST", f"{PATH}.csv", download, WATCHERS),
]
API = [
    Route(
        "GET", "/api/v1/identity/jejak/tindakan", get, WATCHERS,
        summary="Tindakan pengurus di wilayah Anda; ?sebelum= untuk lanjut", answer=DaftarTindak,
    ),
]  # fmt: skip
