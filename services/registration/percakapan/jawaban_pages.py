"""The page on which an office keeps its ready replies."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.registration.percakapan import menjawab, queries_antrean
from services.registration.percakapan.doors import TEXT, UUID_FORM, id_of
from services.registration.percakapan.masuk_pages import PATH as QUEUE
from services.registration.percakapan.pages import REFUSED, beside
from services.registration.percakapan.queries_antrean import area_of_jawaban
from shared.errors import Refusal
from shared.policy import ADMIN_KABUPATEN, SUPERVISOR, VERIFIERS, officers
from shared.web.forms import Form, read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah.kode import kantor_of

PATH = f"{QUEUE}/jawaban"


async def show(request: web.Request) -> web.Response:
    """Show the replies; `?ubah=` puts one into the form."""
    return await _page(request, None)


async def _page(
    request: web.Request, form: Form | None, refused: Refusal | None = None
) -> web.Response:
    async with database(request).connection() as conn:
        found = await queries_antrean.list_jawaban(conn, kantor_of(principal_of(request).wilayah))
    wanted = request.match_info.get("jawaban_id", request.query.get("ubah", ""))
    chosen = next((one for one in found if str(one.id) == wanted), None)
    isian = {"judul": chosen.judul, TEXT: chosen.isi} if chosen else {}
    return render(
        request, "percakapan/petugas_jawaban.html", daftar=found, ubah=chosen,
        isian=form.fields if form else isian, galat=beside(refused) if refused else {},
        status=refused.status if refused else 200,
    )  # fmt: skip


async def create(request: web.Request) -> web.Response:
    """Keep a new reply."""
    return await _save(request, None)


async def change(request: web.Request) -> web.Response:
    """Word a reply anew."""
    return await _save(request, id_of(request, "jawaban_id"))


async def _save(request: web.Request, jawaban_id: UUID | None) -> web.Response:
    form, who = await read_form(request), principal_of(request)
    try:
        async with database(request).transaction() as conn:
            await menjawab.save_jawaban(
                conn, who, kantor_of(who.wilayah), form["judul"], form[TEXT], jawaban_id
            )
    except REFUSED as refused:
        return await _page(request, form, refused)
    return see_other(f"{PATH}?tercatat=simpan")


async def delete(request: web.Request) -> web.Response:
    """Forget a reply."""
    await read_form(request)
    async with database(request).transaction() as conn:
        await queries_antrean.delete_jawaban(conn, id_of(request, "jawaban_id"))
    return see_other(f"{PATH}?tercatat=hapus")


EDITORS = (SUPERVISOR, ADMIN_KABUPATEN)
ONE = f"{PATH}/{{jawaban_id:{UUID_FORM}}}"
THEIRS = officers(*EDITORS, area=area_of_jawaban)
READERS = officers(*VERIFIERS, ADMIN_KABUPATEN)
ROUTES = [
    Route("GET", PATH, show, officers(*EDITORS)),
    Route("POST", PATH, create, officers(*EDITORS)),
    Route("POST", ONE, change, THEIRS),
    Route("POST", f"{ONE}/hapus", delete, THEIRS),
]
