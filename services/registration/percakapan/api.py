"""The JSON door of percakapan for residents."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.registration.percakapan import diskusi_pages, opening, pages, queries
from services.registration.percakapan.api_models import (
    DaftarPercakapan,
    KonsultasiBody,
    PercakapanJawab,
    PesanBody,
    UtasJawab,
    told,
    told_utas,
)
from services.registration.percakapan.doors import FILE, ID, id_of, read_written
from services.registration.permohonan.queries import get_permohonan, owner_of_permohonan
from shared.errors import NotFound
from shared.policy import residents
from shared.web.api import answer
from shared.web.keys import database, principal_of
from shared.web.route import Route

PATH = "/api/v1/registration/konsultasi"
DISKUSI = "/api/v1/registration/permohonan/{permohonan_id}/diskusi"


async def list_own(request: web.Request) -> web.Response:
    """Answer the resident's own, those about a permohonan too."""
    async with database(request).connection() as conn:
        every = await queries.list_own(conn, principal_of(request).id)
    return answer(DaftarPercakapan(percakapan=[told(one) for one in every]))


async def open_new(request: web.Request) -> web.Response:
    """Ask or complain; the same key and text again gives the same answer."""
    form = await read_written(request, KonsultasiBody)
    opened = await pages.open_written(request, form)
    return answer(told(opened), 201)


async def get_one(request: web.Request) -> web.Response:
    """Answer one with its messages, which are read from now on."""
    return await _answer(request, id_of(request))


async def _answer(request: web.Request, percakapan_id: UUID, status: int = 200) -> web.Response:
    async with database(request).transaction() as conn:
        utas = await opening.open_own(conn, principal_of(request).id, percakapan_id)
    return answer(told_utas(utas), status)


async def write_on(request: web.Request) -> web.Response:
    """Write on in one, or open it again."""
    written = await pages.write_own(request, await read_written(request))
    return await _answer(request, written.id, 201)


async def get_diskusi(request: web.Request) -> web.Response:
    """Answer what is written about a permohonan."""
    async with database(request).transaction() as conn:
        row = await get_permohonan(conn, id_of(request, "permohonan_id"))
        utas = await opening.open_own_diskusi(conn, row)
    if utas is None:
        raise NotFound
    return answer(told_utas(utas))


async def write_diskusi(request: web.Request) -> web.Response:
    """Write to the office about a permohonan."""
    written = await diskusi_pages.write_own(request, await read_written(request))
    return await _answer(request, written.id, 201)


THEIRS = residents(owner=owner_of_permohonan)
ROUTES = [
    Route("GET", PATH, list_own, residents(), "Semua percakapan sendiri", answer=DaftarPercakapan),
    Route(
        "POST", PATH, open_new, residents(), "Konsultasi atau aduan baru", body=KonsultasiBody,
        answer=PercakapanJawab, status=201,
    ),
    Route("GET", f"{PATH}/{ID}", get_one, pages.OWN, "Satu percakapan", answer=UtasJawab),
    Route(
        "POST", f"{PATH}/{ID}/pesan", write_on, pages.OWN, "Tulis balasan, atau buka lagi",
        body=PesanBody, answer=UtasJawab, status=201,
    ),
    Route(
        "GET", f"{PATH}/{ID}/lampiran/{FILE}", pages.show_file, pages.OWN,
        "Isi satu berkas dalam percakapan sendiri",
    ),
    Route("GET", DISKUSI, get_diskusi, THEIRS, "Diskusi satu permohonan", answer=UtasJawab),
    Route(
        "POST", DISKUSI, write_diskusi, THEIRS, "Tulis di diskusi permohonan", body=PesanBody,
        answer=UtasJawab, status=201,
    ),
]  # fmt: skip
