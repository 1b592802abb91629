"""An officer's choice of letters, for programs."""

from __future__ import annotations

from aiohttp import web

from services.identity.surat import queries
from services.identity.surat.models import PilihanSurat
from services.identity.surat.pages import ATASAN
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.route import Route


async def get_pilihan(request: web.Request) -> web.Response:
    """Answer what is chosen."""
    async with database(request).connection() as conn:
        return answer(await queries.find_pilihan(conn, principal_of(request).id))


async def put_pilihan(request: web.Request) -> web.Response:
    """Keep a choice and answer it."""
    body = await read_body(request, PilihanSurat)
    async with database(request).transaction() as conn:
        await queries.upsert_pilihan(conn, principal_of(request).id, body)
    return answer(body)


PATH = "/api/v1/identity/petugas/surat"
ROUTES = [
    Route("GET", PATH, get_pilihan, ATASAN, "Surat yang Anda terima", answer=PilihanSurat),
    Route(
        "PUT", PATH, put_pilihan, ATASAN, "Ubah surat yang Anda terima",
        body=PilihanSurat, answer=PilihanSurat,
    ),
]  # fmt: skip
