"""What an officer sees of a case: his own person, of the other stay only office and number."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel

from services.registration.domisili.tampilan import OrangTampil, get_stay
from services.registration.kasus import queries
from services.registration.kasus.models import JenisKasus
from services.registration.kasus.queries import area_of_kasus
from services.registration.pemohon.actions import find_pemohon
from services.registration.permohonan import opening
from services.registration.permohonan.jejak import note_look
from services.registration.permohonan.kartu import FORGOTTEN
from services.registration.permohonan.models import Permohonan
from services.registration.permohonan.queries import get_permohonan
from shared.errors import NotFound
from shared.policy import VERIFIERS, officers
from shared.web.api import answer
from shared.web.keys import database, principal_of
from shared.web.pages import render
from shared.web.route import Route

LOOKED = "kasus"


@dataclass(frozen=True)
class Kasus:
    """A case opened for the office that is asked."""

    jenis: JenisKasus
    status: str
    hasil: str
    permohonan: Permohonan
    ganda: list[OrangTampil]
    kantor_lain: str
    nomor_lain: str


class KasusJawab(BaseModel):
    """A case for the office that is asked."""

    kasus_id: UUID
    jenis: str
    status: str
    hasil: str
    permohonan_id: UUID
    nobukti: str
    orang: list[str]
    kantor_lain: str
    nomor_lain: str


async def _look(request: web.Request) -> Kasus:
    async with database(request).transaction() as conn:
        kasus = await queries.get_kasus(conn, UUID(request.match_info["kasus_id"]))
        _, _, permohonan_id = await queries.nomor_of(conn, kasus.domisili_id)
        row = await get_permohonan(conn, permohonan_id)
        await note_look(conn, row, principal_of(request), LOOKED)
        pemohon = await find_pemohon(conn, row.akun_id)
        if pemohon is None:
            raise NotFound(FORGOTTEN)
        stay = await get_stay(conn, pemohon, permohonan_id)
        nomor, kode, _ = await queries.nomor_of(conn, kasus.lain_id)
        return Kasus(
            kasus.jenis, kasus.status, kasus.hasil, stay.permohonan,
            [one for one in stay.orang if one.orang_id in kasus.orang_ids],
            await opening.office_of(conn, kode), nomor,
        )  # fmt: skip


async def show_card(request: web.Request) -> web.Response:
    """Show who seems to stay twice, and whom to ask."""
    return render(request, "kasus/_kasus.html", kasus=await _look(request))


async def get_card(request: web.Request) -> web.Response:
    """Answer the same as JSON."""
    kasus = await _look(request)
    told = KasusJawab(
        kasus_id=UUID(request.match_info["kasus_id"]), jenis=kasus.jenis, status=kasus.status,
        hasil=kasus.hasil, permohonan_id=kasus.permohonan.id, nobukti=kasus.permohonan.nobukti,
        orang=[one.nama for one in kasus.ganda], kantor_lain=kasus.kantor_lain,
        nomor_lain=kasus.nomor_lain,
    )  # fmt: skip
    return answer(told)


LOOK = officers(*VERIFIERS, area=area_of_kasus)
ROUTES = [
    Route("GET", "/permohonan/_kasus/{kasus_id}", show_card, LOOK),
    Route(
        "GET",
        "/api/v1/registration/kasus/{kasus_id}",
        get_card,
        LOOK,
        answer=KasusJawab,
        summary="Kasus ganda untuk kantor yang ditanya; dicatat sebagai dilihat",
    ),
]
