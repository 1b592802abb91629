"""Areas as JSON."""

from __future__ import annotations

from aiohttp import web
from pydantic import BaseModel

from services.identity.wilayah.pages import kept_a_day
from shared.errors import N_, Invalid
from shared.policy import public
from shared.web.api import answer
from shared.web.keys import database
from shared.web.route import Route
from shared.wilayah import queries
from shared.wilayah.kode import is_kode
from shared.wilayah.models import DesaRow, Wilayah


class DaftarWilayah(BaseModel):
    """The areas right below one."""

    induk: str
    wilayah: list[Wilayah]


class HasilCari(BaseModel):
    """Villages that fit what was typed, best first."""

    desa: list[DesaRow]


async def list_wilayah(request: web.Request) -> web.StreamResponse:
    """Answer the areas below `induk`; the provinces without it."""
    induk = request.query.get("induk", "")
    if induk and not is_kode(induk):
        raise Invalid({"induk": N_("Kode wilayah ini tidak dikenal.")})
    async with database(request).connection() as conn:
        found = await queries.list_anak(conn, induk)
    return kept_a_day(request, answer(DaftarWilayah(induk=induk, wilayah=found)))


async def search(request: web.Request) -> web.StreamResponse:
    """Answer villages for what was typed."""
    async with database(request).connection() as conn:
        found = await queries.cari_desa(conn, request.query.get("q", ""))
    return kept_a_day(request, answer(HasilCari(desa=found)))


ROUTES = [
    Route(
        "GET", "/api/v1/identity/wilayah", list_wilayah, public(),
        summary="Wilayah tepat di bawah `induk`; tanpa `induk`: provinsi", answer=DaftarWilayah,
    ),
    Route(
        "GET", "/api/v1/identity/wilayah/cari", search, public(),
        summary="Cari desa atau kelurahan dengan kata `q`", answer=HasilCari,
    ),
]  # fmt: skip
