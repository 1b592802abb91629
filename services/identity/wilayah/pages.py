"""The fragments of the area selects and of the search. Public, the same for everybody."""

from __future__ import annotations

import re
from hashlib import sha256

from aiohttp import web

from services.identity.wilayah.lists import TINGKAT, choices, sebutan_of
from shared.errors import NotFound
from shared.policy import public
from shared.web.keys import database
from shared.web.pages import render
from shared.web.route import Route
from shared.wilayah import queries

DAY = "public, max-age=86400"
AWAL = re.compile(r"[a-z][a-z0-9_]{0,30}")


async def show_choices(request: web.Request) -> web.StreamResponse:
    """Answer the selects below the one that was chosen; it may be kept for a day."""
    awal, tingkat = request.query.get("awal", ""), request.query.get("tingkat", "")
    if not AWAL.fullmatch(awal) or tingkat not in TINGKAT[:-1]:
        raise NotFound
    chosen = request.query.get(f"{awal}_{tingkat}", "")
    below = TINGKAT[TINGKAT.index(tingkat) + 1]
    async with database(request).connection() as conn:
        daftar = {below: await choices(conn, chosen) if chosen else []}
        sebutan = await sebutan_of(conn, chosen)
    page = render(
        request, "wilayah/pilihan.html", awal=awal, tingkat=tingkat, daftar=daftar,
        sebutan=sebutan,
    )  # fmt: skip
    return kept_a_day(request, page)


async def search(request: web.Request) -> web.StreamResponse:
    """Answer villages for what was typed, as a list of choices."""
    kata = request.query.get("q", "")
    async with database(request).connection() as conn:
        found = await queries.cari_desa(conn, kata)
    pilihan = [(desa.kode, desa.nama, desa.letak) for desa in found]
    nama = request.query.get("nama", "kode_wilayah")
    if not AWAL.fullmatch(nama):
        raise NotFound
    page = render(request, "wilayah/cari.html", kata=kata.strip(), pilihan=pilihan, nama=nama)
    return kept_a_day(request, page)


def kept_a_day(request: web.Request, page: web.Response) -> web.StreamResponse:
    """Return `page` with an ETag, or 304 if the browser has it."""
    body = page.body if isinstance(page.body, bytes) else b""
    etag = sha256(body).hexdigest()[:32]
    known = {tag.value for tag in request.if_none_match or ()}
    answer = web.Response(status=304) if etag in known else page
    answer.etag = etag
    answer.headers["Cache-Control"] = DAY
    answer.headers["Vary"] = "Accept-Encoding" if "lang" in request.query else "Cookie"
    return answer


ROUTES = [
    Route("GET", "/wilayah/_pilihan", show_choices, public()),
    Route("GET", "/wilayah/cari", search, public()),
]
