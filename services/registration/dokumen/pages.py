"""The page of documents: one row for each file, with what it may be said first."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from services.registration.dokumen import actions, queries, rules
from services.registration.dokumen.doors import (
    check_marked,
    content_of,
    dokumen_id_of,
    hold,
    slot_of,
    take_file,
    told,
)
from services.registration.draf.models import Draf
from services.registration.draf.pages import ID, OWN, check_open, id_of, open_draf, path_of
from services.registration.keterangan.actions import get_lembar
from services.registration.keterangan.models import Lembar
from services.registration.pemohon.actions import get_pemohon
from services.registration.pemohon.models import Pemohon
from shared.db import Connection
from shared.errors import NotFound, NotValid
from shared.kata import DOKUMEN_PENDUKUNG
from shared.web import language
from shared.web.api import answer
from shared.web.forms import read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route

FILE = "berkas"
SLOT = "{slot}"
ONE = "{dokumen_id:[0-9a-f-]{36}}"


async def _page(
    request: web.Request, conn: Connection, pemohon: Pemohon, draf: Draf, **more: Any
) -> web.Response:
    lembar = await get_lembar(conn, draf.kode_wilayah)
    known = await actions.list_dokumen(conn, pemohon.key, draf.id)
    return render(
        request, "dokumen/berkas.html", draf=draf, lembar=lembar,
        dokumen={one.row.slot: one for one in known}, judul=rules.JUDUL,
        slots=[slot for slot in rules.SLOTS if draf.is_open(slot)],
        kata=DOKUMEN_PENDUKUNG, halaman=rules.MAX_PAGES, **more,
    )  # fmt: skip


async def show(request: web.Request) -> web.Response:
    """Show the documents of a draft."""
    async with database(request).connection() as conn:
        pemohon, draf = await open_draf(request, conn)
        check_open(draf, *rules.SLOTS)
        return await _page(request, conn, pemohon, draf)


async def upload(request: web.Request) -> web.Response:
    """Take a file into its row; the script that sends it reads JSON, a form leads back."""
    form = await read_form(request, rules.MAX_BYTES)
    slot = slot_of(request)
    pemohon, draf, lembar = await _opened(request)
    file = form.files.get(FILE) or form.files.get(slot)
    try:
        kept = await take_file(
            request, pemohon, draf, slot, form.get("jenis"), lembar.pendukung, file
        )
    except NotValid as wrong:
        return await _refused(request, pemohon, draf, wrong, slot, form.get("jenis"))
    if _is_script(request):
        return answer(told(kept), status=201)
    return see_other(f"{path_of(draf.id, FILE)}#{slot}")


async def _opened(request: web.Request) -> tuple[Pemohon, Draf, Lembar]:
    async with database(request).connection() as conn:
        pemohon, draf = await open_draf(request, conn)
        return pemohon, draf, await get_lembar(conn, draf.kode_wilayah)


def _is_script(request: web.Request) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


async def _refused(
    request: web.Request, pemohon: Pemohon, draf: Draf, wrong: NotValid, slot: str, jenis: str
) -> web.Response:
    if _is_script(request):
        return answer({"pesan": language.say(wrong.message)}, status=422)
    async with database(request).connection() as conn:
        return await _page(
            request, conn, pemohon, draf, galat={slot: wrong.message}, isian={"jenis": jenis},
            status=422,
        )  # fmt: skip


async def delete(request: web.Request) -> web.Response:
    """Forget a document and lead back."""
    await read_form(request)
    slot = slot_of(request)
    async with database(request).transaction() as conn:
        _, draf = await open_draf(request, conn)
        check_marked(draf, slot)
        await hold(conn, draf)
        await queries.delete_dokumen(conn, draf.id, slot)
    return see_other(f"{path_of(draf.id, FILE)}#{slot}")


async def show_one(request: web.Request) -> web.Response:
    """Answer a document to its owner."""
    async with database(request).connection() as conn:
        pemohon = await get_pemohon(conn, principal_of(request).id)
        row = await queries.find_dokumen(conn, id_of(request), dokumen_id_of(request))
    if row is None:
        raise NotFound
    return await content_of(request, pemohon.key, row)


ROUTES = [
    Route("GET", f"/permohonan/{ID}/berkas", show, OWN),
    Route("POST", f"/permohonan/{ID}/berkas/{SLOT}", upload, OWN),
    Route("POST", f"/permohonan/{ID}/berkas/{SLOT}/hapus", delete, OWN),
    Route("GET", f"/permohonan/{ID}/berkas/{ONE}", show_one, OWN),
    Route(
        "GET", "/api/v1/registration/permohonan/{permohonan_id}/dokumen/{dokumen_id}", show_one,
        OWN, summary="Isi satu dokumen sendiri, juga dari isian yang belum dikirim",
    ),
]  # fmt: skip
