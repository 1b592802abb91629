"""The JSON door of percakapan for officers."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.registration.percakapan import (
    diskusi_pages,
    masuk_pages,
    menjawab,
    opening,
    queries,
    queries_antrean,
)
from services.registration.percakapan.api_models import (
    DaftarJawaban,
    DaftarPercakapan,
    JawabanBody,
    JawabanJawab,
    JawabBody,
    UnitBody,
    UtasJawab,
    told,
    told_utas,
)
from services.registration.percakapan.doors import FILE, ID, UUID_FORM, id_of, read_written
from services.registration.percakapan.jawaban_pages import EDITORS, READERS, THEIRS
from services.registration.percakapan.masuk_pages import WITHIN
from services.registration.permohonan.queries import get_permohonan
from shared.errors import NotFound
from shared.policy import VERIFIERS, officers
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.route import Route
from shared.wilayah.kode import kantor_of

PATH = "/api/v1/registration/konsultasi-masuk"
DISKUSI = "/api/v1/registration/permohonan/{permohonan_id}/diskusi/petugas"
JAWABAN = "/api/v1/registration/jawaban-siap"


async def list_queue(request: web.Request) -> web.Response:
    """Answer a part of the office's queue: `tab`, `unit`, `saya`, `hal` as on the page."""
    what, page = masuk_pages.saringan_of(request), masuk_pages.page_of(request)
    kantor, rows = kantor_of(principal_of(request).wilayah), masuk_pages.ROWS
    async with database(request).connection() as conn:
        found = await queries_antrean.list_antrean(conn, kantor, what, rows, (page - 1) * rows)
        counts = await queries_antrean.count_antrean(conn, kantor, what)
    listed = [told(one, officer=True) for one in found]
    return answer(DaftarPercakapan(percakapan=listed, jumlah=counts))


async def get_one(request: web.Request) -> web.Response:
    """Answer one whole; the look is noted."""
    return await _answer(request, id_of(request))


async def _answer(request: web.Request, percakapan_id: UUID, status: int = 200) -> web.Response:
    async with database(request).transaction() as conn:
        p = await queries.get_percakapan(conn, percakapan_id)
        utas = await opening.open_for(conn, principal_of(request), p)
    return answer(told_utas(utas, officer=True), status)


async def write(request: web.Request) -> web.Response:
    """Answer, note, or close with an answer."""
    await masuk_pages.write_answer(request, await read_written(request, JawabBody))
    return await _answer(request, id_of(request), 201)


async def take(request: web.Request) -> web.Response:
    """Take one, also from a colleague."""
    async with database(request).transaction() as conn:
        await menjawab.take(conn, principal_of(request), id_of(request))
    return await _answer(request, id_of(request))


async def move(request: web.Request) -> web.Response:
    """Pass one to another part of the office."""
    body = await read_body(request, UnitBody)
    async with database(request).transaction() as conn:
        await menjawab.move(conn, principal_of(request), id_of(request), body.unit)
    return await _answer(request, id_of(request))


async def get_diskusi(request: web.Request) -> web.Response:
    """Answer what is written about a permohonan; the look is noted."""
    async with database(request).transaction() as conn:
        row = await get_permohonan(conn, id_of(request, "permohonan_id"))
        utas = await opening.open_diskusi_for(conn, principal_of(request), row)
    if utas is None:
        raise NotFound
    return answer(told_utas(utas, officer=True))


async def write_diskusi(request: web.Request) -> web.Response:
    """Write to the resident about a permohonan, or note something for the office."""
    await diskusi_pages.write_as_officer(request, await read_written(request, JawabBody))
    response = await get_diskusi(request)
    response.set_status(201)
    return response


async def list_jawaban(request: web.Request) -> web.Response:
    """Answer the office's ready replies."""
    async with database(request).connection() as conn:
        found = await queries_antrean.list_jawaban(conn, kantor_of(principal_of(request).wilayah))
    listed = [JawabanJawab(id=one.id, judul=one.judul, isi=one.isi) for one in found]
    return answer(DaftarJawaban(jawaban=listed))


async def save_jawaban(request: web.Request) -> web.Response:
    """Keep a new ready reply, or word one anew."""
    body, who = await read_body(request, JawabanBody), principal_of(request)
    known = id_of(request, "jawaban_id") if "jawaban_id" in request.match_info else None
    async with database(request).transaction() as conn:
        kept = await menjawab.save_jawaban(
            conn, who, kantor_of(who.wilayah), body.judul, body.isi, known
        )
    kept_as = JawabanJawab(id=kept, judul=body.judul, isi=body.isi)
    return answer(kept_as, 200 if known else 201)


async def delete_jawaban(request: web.Request) -> web.Response:
    """Forget a ready reply; answer those that are left."""
    async with database(request).transaction() as conn:
        await queries_antrean.delete_jawaban(conn, id_of(request, "jawaban_id"))
    return await list_jawaban(request)


ONE = f"{JAWABAN}/{{jawaban_id:{UUID_FORM}}}"
ROUTES = [
    Route(
        "GET", PATH, list_queue, officers(*VERIFIERS), "Konsultasi dan aduan untuk kantor ini",
        answer=DaftarPercakapan,
    ),
    Route("GET", f"{PATH}/{ID}", get_one, WITHIN, "Satu percakapan; dicatat", answer=UtasJawab),
    Route(
        "POST", f"{PATH}/{ID}/pesan", write, WITHIN, "Balas, catat, atau jawab dan tutup",
        body=JawabBody, answer=UtasJawab, status=201,
    ),
    Route("POST", f"{PATH}/{ID}/ambil", take, WITHIN, "Ambil", answer=UtasJawab),
    Route(
        "POST", f"{PATH}/{ID}/unit", move, WITHIN, "Pindahkan ke bidang lain", body=UnitBody,
        answer=UtasJawab,
    ),
    Route(
        "GET", f"{PATH}/{ID}/lampiran/{FILE}", masuk_pages.show_file, WITHIN,
        "Isi satu berkas; dicatat sebagai dilihat",
    ),
    Route(
        "GET", DISKUSI, get_diskusi, diskusi_pages.WITHIN, "Diskusi permohonan untuk petugas",
        answer=UtasJawab,
    ),
    Route(
        "POST", DISKUSI, write_diskusi, diskusi_pages.WITHIN, "Tulis di diskusi sebagai petugas",
        body=JawabBody, answer=UtasJawab, status=201,
    ),
    Route("GET", JAWABAN, list_jawaban, READERS, "Jawaban siap kantor", answer=DaftarJawaban),
    Route(
        "POST", JAWABAN, save_jawaban, officers(*EDITORS), "Jawaban siap baru", body=JawabanBody,
        answer=JawabanJawab, status=201,
    ),
    Route(
        "PUT", ONE, save_jawaban, THEIRS, "Ubah jawaban siap", body=JawabanBody,
        answer=JawabanJawab,
    ),
    Route("DELETE", ONE, delete_jawaban, THEIRS, "Hapus jawaban siap", answer=DaftarJawaban),
]  # fmt: skip
