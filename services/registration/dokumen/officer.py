"""A document for the officer who checks the permohonan: private, and every look is noted."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.registration.dokumen import queries
from services.registration.dokumen.doors import content_of, dokumen_id_of
from services.registration.langkah.queries import posisi_of_permohonan
from services.registration.pemohon.actions import find_pemohon
from services.registration.permohonan.jejak import note_look
from services.registration.permohonan.queries import areas_of_permohonan, get_permohonan
from shared.errors import NotFound
from shared.policy import LOOKERS, officers
from shared.web.keys import database, principal_of
from shared.web.route import Route


async def show(request: web.Request) -> web.Response:
    """Answer a document to an officer of the destination; the look is noted first."""
    permohonan_id = UUID(request.match_info["permohonan_id"])
    dokumen_id = dokumen_id_of(request)
    async with database(request).transaction() as conn:
        permohonan = await get_permohonan(conn, permohonan_id)
        row = await queries.find_dokumen(conn, permohonan_id, dokumen_id)
        pemohon = await find_pemohon(conn, permohonan.akun_id)
        if row is None or pemohon is None:
            raise NotFound
        await note_look(
            conn, permohonan, principal_of(request), f"dokumen {row.slot}", "lihat_dokumen"
        )
    return await content_of(request, pemohon.key, row)


LOOK = officers(*LOOKERS, area=areas_of_permohonan, posisi=posisi_of_permohonan)
ROUTES = [
    Route("GET", "/permohonan/_dokumen/{permohonan_id}/{dokumen_id}", show, LOOK),
    Route(
        "GET", "/api/v1/registration/permohonan/{permohonan_id}/dokumen/{dokumen_id}/petugas",
        show, LOOK, summary="Isi satu dokumen untuk petugas tujuan; dicatat sebagai dilihat",
    ),
]  # fmt: skip
