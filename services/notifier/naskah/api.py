"""Words of messages as JSON."""

from __future__ import annotations

from aiohttp import web

from services.notifier.naskah import actions, queries, rules
from services.notifier.naskah.models import DaftarVersi, NaskahForm, VersiDipakai, VersiSatu
from services.notifier.naskah.pages import MINISTRY, WRITERS, bahasa_of, pesan_of
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.route import Route


async def list_versi(request: web.Request) -> web.Response:
    """Answer the versions of a message."""
    pesan = pesan_of(request)
    async with database(request).connection() as conn:
        found = await queries.list_versi(conn, pesan, bahasa_of(request))
    rows = [VersiSatu.model_validate(one, from_attributes=True) for one in found]
    return answer(DaftarVersi(versi=rows, isian=list(rules.placeholders_of(pesan))))


async def write(request: web.Request) -> web.Response:
    """Keep new words and answer the number of the version."""
    asked, pesan = await read_body(request, NaskahForm), pesan_of(request)
    async with database(request).transaction() as conn:
        who = principal_of(request)
        versi = await actions.write_naskah(conn, who, pesan, bahasa_of(request), asked)
    return answer(VersiDipakai(versi=versi), 201)


async def use(request: web.Request) -> web.Response:
    """Let a version count, 0 for the one we came with."""
    asked, pesan = await read_body(request, VersiDipakai), pesan_of(request)
    async with database(request).transaction() as conn:
        await actions.use_versi(conn, pesan, bahasa_of(request), asked.versi)
    return answer(asked)


PATH = "/api/v1/notifier/naskah/{pesan}"
ROUTES = [
    Route("GET", PATH, list_versi, WRITERS, summary="Versi naskah", answer=DaftarVersi),
    Route(
        "POST", PATH, write, MINISTRY, status=201,
        summary="Tulis naskah baru", body=NaskahForm, answer=VersiDipakai,
    ),
    Route(
        "PUT", f"{PATH}/dipakai", use, MINISTRY,
        summary="Pilih versi", body=VersiDipakai, answer=VersiDipakai,
    ),
]  # fmt: skip
