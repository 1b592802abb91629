"""The officers' pages of Konsultasi & Aduan: what waits for the office, and one of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from services.registration.percakapan import menjawab, opening, queries, queries_antrean, rules
from services.registration.percakapan.doors import (
    FILE,
    ID,
    TEXT,
    aksi_of,
    content_of,
    find_file,
    id_of,
    read_written,
    write,
)
from services.registration.percakapan.jejak import note_read
from services.registration.percakapan.lampiran import FIELDS
from services.registration.percakapan.models import Saringan, Tulisan, Utas
from services.registration.percakapan.pages import REFUSED, beside, isian_of
from services.registration.percakapan.queries import areas_of_percakapan
from services.registration.percakapan.rules_jawaban import filled
from shared import clock
from shared.db import Connection
from shared.errors import Refusal
from shared.policy import VERIFIERS, officers
from shared.web.forms import Form, read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah.kode import kantor_of, zona_of

PATH = "/konsultasi-masuk"
ROWS = 20


def saringan_of(request: web.Request) -> Saringan:
    """Return the part of the queue that the address names."""
    wanted = rules.as_saringan(request.query.get("tab", ""), request.query.get("unit", ""))
    mine = principal_of(request).id if request.query.get("saya") else None
    return replace(wanted, petugas_id=mine)


def page_of(request: web.Request) -> int:
    """Return the number of the page in the address, 1 for what is none."""
    number = request.query.get("hal", "1")
    return max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 6 else 1


async def show_queue(request: web.Request) -> web.Response:
    """Show what waits for the office: the nearest promise first."""
    what, page, who = saringan_of(request), page_of(request), principal_of(request)
    kantor = kantor_of(who.wilayah)
    async with database(request).connection() as conn:
        rows = await queries_antrean.list_antrean(conn, kantor, what, ROWS, (page - 1) * ROWS)
        counts = await queries_antrean.count_antrean(conn, kantor, what)
    zona = zona_of(kantor)
    return render(
        request, "percakapan/petugas_antrean.html", baris=rows, saringan=what, hal=page, zona=zona,
        jumlah={tab: counts.get(tab, 0) for tab in rules.TABS}, tabs=rules.TABS, unit=rules.UNIT,
        topik=rules.TOPIK, jenis=rules.KONSULTASI, today=clock.today_in(zona),
        halaman=-(-counts.get(what.tab, 0) // ROWS), query=_query(what), rapi=_query,
    )  # fmt: skip


def _query(what: Saringan, **other: Any) -> str:
    """Return the address of a part of the queue."""
    asked = replace(what, **other)
    words = {"tab": asked.tab, "unit": asked.unit, "saya": "1" if asked.petugas_id else ""}
    return f"{PATH}?" + urlencode({name: word for name, word in words.items() if word})


async def show_one(request: web.Request) -> web.Response:
    """Show one whole to an officer; `?jawaban=` puts a ready reply into the form."""
    return await _page(request, None)


async def _page(
    request: web.Request, form: Form | None, refused: Refusal | None = None
) -> web.Response:
    who = principal_of(request)
    async with database(request).transaction() as conn:
        p = await queries.get_percakapan(conn, id_of(request))
        if p.jenis == "diskusi":
            return see_other(f"/permohonan/{p.permohonan_id}/diskusi/petugas")
        utas = await opening.open_for(conn, who, p)
    isian = isian_of(form) | _ready(request, utas)
    more: dict[str, Any] = {"status": refused.status, "galat": beside(refused)} if refused else {}
    zona = zona_of(p.kode_kantor)
    return render(
        request, "percakapan/petugas_satu.html", p=p, utas=utas, zona=zona, unit=rules.UNIT,
        topik=rules.TOPIK, jenis=rules.KONSULTASI, berkas=FIELDS, isian=isian, maks=rules.LONGEST,
        milik_saya=p.petugas_id == who.id, today=clock.today_in(zona),
        dilampiri=bool(form and form.files), **more,
    )  # fmt: skip


def _ready(request: web.Request, utas: Utas) -> dict[str, str]:
    wanted = request.query.get("jawaban", "")
    found = next((one for one in utas.jawaban if str(one.id) == wanted), None)
    return {TEXT: filled(found.isi, utas.nama), "jawaban": wanted} if found else {}


async def answer_one(request: web.Request) -> web.Response:
    """Answer, note, or close with an answer."""
    form = await read_written(request)
    try:
        await write_answer(request, form)
    except REFUSED as refused:
        return await _page(request, form, refused)
    return see_other(f"{PATH}/{id_of(request)}?tercatat={aksi_of(form)}")


async def write_answer(request: web.Request, form: Form) -> None:
    """Write as the office; both doors do so."""
    aksi, who, percakapan_id = aksi_of(form), principal_of(request), id_of(request)
    async with database(request).connection() as conn:
        p = await queries.get_percakapan(conn, percakapan_id)
        pemohon = await opening.pemohon_of(conn, p.akun_id)

    async def act(conn: Connection, tulisan: Tulisan) -> None:
        await menjawab.answer_konsultasi(conn, who, percakapan_id, tulisan, aksi)

    await write(request, form, pemohon.key, act)


async def take(request: web.Request) -> web.Response:
    """Take one, also from a colleague."""
    await read_form(request)
    async with database(request).transaction() as conn:
        await menjawab.take(conn, principal_of(request), id_of(request))
    return see_other(f"{PATH}/{id_of(request)}?tercatat=ambil")


async def move(request: web.Request) -> web.Response:
    """Pass one to another part of the office."""
    form = await read_form(request)
    try:
        async with database(request).transaction() as conn:
            await menjawab.move(conn, principal_of(request), id_of(request), form.get("unit"))
    except REFUSED as refused:
        return await _page(request, None, refused)
    return see_other(f"{PATH}/{id_of(request)}?tercatat=pindah")


async def show_file(request: web.Request) -> web.Response:
    """Answer a file to an officer; the look is noted."""
    async with database(request).transaction() as conn:
        p = await queries.get_percakapan(conn, id_of(request))
        pemohon = await opening.pemohon_of(conn, p.akun_id)
        row = await find_file(request, conn, opening.BY_KANTOR)
        await note_read(conn, p, principal_of(request), "lampiran")
    return await content_of(request, pemohon.key, row)


WITHIN = officers(*VERIFIERS, area=areas_of_percakapan)
ROUTES = [
    Route("GET", PATH, show_queue, officers(*VERIFIERS)),
    Route("GET", f"{PATH}/{ID}", show_one, WITHIN),
    Route("POST", f"{PATH}/{ID}/pesan", answer_one, WITHIN),
    Route("POST", f"{PATH}/{ID}/ambil", take, WITHIN),
    Route("POST", f"{PATH}/{ID}/unit", move, WITHIN),
    Route("GET", f"{PATH}/{ID}/lampiran/{FILE}", show_file, WITHIN),
]
