"""The JSON door of the figures."""

from __future__ import annotations

from dataclasses import asdict

from aiohttp import web

from services.verification.kinerja.actions import hari_of, make_kinerja
from services.verification.kinerja.alamat import url_of
from services.verification.kinerja.doors import WITHIN, kode_di_alamat
from services.verification.kinerja.models import KinerjaAnswer
from shared.web.api import answer
from shared.web.keys import database
from shared.web.route import Route


async def get(request: web.Request) -> web.Response:
    """Answer an area's figures of the last `?hari=` days: 7, 30 or 90."""
    kode, hari = kode_di_alamat(request), hari_of(request.query)
    async with database(request).connection() as conn:
        found = await make_kinerja(conn, kode, hari)
    said = asdict(found) | {"kode": url_of(kode)}
    for one in said["petugas"]:
        one["petugas_id"] = str(one["petugas_id"])
    return answer(KinerjaAnswer(**said))


ROUTES = [
    Route(
        "GET", "/api/v1/verification/kinerja/{kode}", get, WITHIN,
        "Kinerja kantor, provinsi, atau nasional: ?hari=7|30|90", answer=KinerjaAnswer,
    ),
]  # fmt: skip
