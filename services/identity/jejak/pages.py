"""Who saw my data; and for the Ministry after a breach: whose data were seen."""

from __future__ import annotations

from typing import cast

from aiohttp import web

from services.identity.akun import queries as akun
from services.identity.jejak import actions, queries_baca, rules
from services.identity.jejak.models import Terdampak
from services.identity.jejak.tampilan import list_saya, make_csv
from services.identity.petugas import stepup
from shared.errors import N_, Invalid, Message
from shared.kata import Bahasa, tanggal_waktu
from shared.policy import PETUGAS_KEMENTERIAN, officers, residents
from shared.web import language
from shared.web.forms import only, read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render
from shared.web.route import Route
from shared.wilayah.kode import is_kode, zona_of

FIELDS = ("email", "wilayah", "dari", "sampai")
SHOWN = 500
WRONG_KODE = N_("Kode wilayah tidak dikenal. Contoh: 34.02.")
NO_PETUGAS = N_("Tidak ada petugas dengan email ini.")
CSV = {"Content-Disposition": 'attachment; filename="terdampak.csv"', "Cache-Control": "no-store"}


async def show_mine(request: web.Request) -> web.Response:
    """Show the resident who looked at or changed his data, the latest first."""
    who = principal_of(request)
    asked = request.query.get("sebelum", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
    async with database(request).connection() as conn:
        zona = zona_of((await akun.get_akun(conn, who.id)).kode_wilayah)
        daftar, berikutnya = await list_saya(conn, who.id, before)
    bahasa = cast(Bahasa, language.current.get())
    rows = [(each, tanggal_waktu(each.at, zona, bahasa)) for each in daftar]
    return render(request, "jejak/saya.html", daftar=rows, berikutnya=berikutnya, sebelum=before)


async def show_breach(request: web.Request) -> web.Response:
    """Show the form that asks whose data were opened."""
    return await _breach(request, {}, {}, None)


async def list_breach(request: web.Request) -> web.Response:
    """Show whose data were opened; POST, since an officer's address stands in no address."""
    isian = only((await read_form(request)).fields, *FIELDS)
    try:
        found = await find_terdampak(request, isian)
    except Invalid as wrong:
        return await _breach(request, isian, wrong.fields, None)
    return await _breach(request, isian, {}, found)


async def download_breach(request: web.Request) -> web.Response:
    """Answer the same as CSV, the second factor shown; the download is noted."""
    form, who = await read_form(request), principal_of(request)
    isian = only(form.fields, *FIELDS)
    try:
        found = await find_terdampak(request, isian)
        await stepup.confirm(database(request), who, form.get("kode"))
    except Invalid as wrong:
        return await _breach(request, isian, wrong.fields, None)
    async with database(request).transaction() as conn:
        await actions.note_act(conn, who, who.id, "unduh_terdampak")
    return web.Response(body=make_csv(found), content_type="text/csv", charset="utf-8", headers=CSV)


async def find_terdampak(request: web.Request, isian: dict[str, str]) -> list[Terdampak]:
    """Return whose data were opened; raises Invalid."""
    dari, sampai = rules.parse_span(isian["dari"], isian["sampai"])
    wilayah = isian["wilayah"]
    if wilayah and not is_kode(wilayah):
        raise Invalid({"wilayah": WRONG_KODE})
    async with database(request).connection() as conn:
        petugas = None
        if isian["email"]:
            petugas = await queries_baca.find_petugas(conn, isian["email"].lower())
            if petugas is None:
                raise Invalid({"email": NO_PETUGAS})
        return await queries_baca.list_terdampak(conn, dari, sampai, petugas, wilayah)


async def _breach(
    request: web.Request,
    isian: dict[str, str],
    galat: dict[str, Message],
    found: list[Terdampak] | None,
) -> web.Response:
    async with database(request).connection() as conn:
        perlu_kode = await stepup.is_needed(conn, principal_of(request))
    rows = None
    if found is not None:
        rows = [
            (each, tanggal_waktu(each.pertama, WIB), tanggal_waktu(each.terakhir, WIB))
            for each in found[:SHOWN]
        ]
    return render(
        request, "jejak/petugas_terdampak.html", status=422 if galat else 200, isian=isian,
        galat=galat, daftar=rows, jumlah=len(found or []), perlu_kode=perlu_kode,
    )  # fmt: skip


WIB = "Asia/Jakarta"
MINISTRY = officers(PETUGAS_KEMENTERIAN)
ROUTES = [
    Route("GET", "/akun/data-saya/jejak", show_mine, residents()),
    Route("GET", "/petugas/jejak", show_breach, MINISTRY),
    Route("POST", "/petugas/jejak", list_breach, MINISTRY),
    Route("POST", "/petugas/jejak/terdampak.csv", download_breach, MINISTRY),
]
