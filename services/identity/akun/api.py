"""Akun as JSON: one's own, and the officer's look."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.identity.akun import card, queries
from services.identity.akun.models import AkunPetugas, AkunSaya
from services.identity.settings import settings_of
from shared.nik import mask
from shared.policy import LOOKERS, officers, residents
from shared.web.api import answer
from shared.web.keys import database, principal_of
from shared.web.route import Route


async def get_mine(request: web.Request) -> web.Response:
    """Answer the resident's own akun."""
    async with database(request).connection() as conn:
        akun = await queries.get_akun(conn, principal_of(request).id)
    kept = akun.model_dump(include=set(AkunSaya.model_fields) - {"nik", "kk"})
    diri = akun.diri.model_dump(include={"nama", "alamat", "telepon", "email"})
    return answer(AkunSaya(**kept, **diri, nik=mask(akun.diri.nik), kk=mask(akun.diri.kk)))


async def get_akun(request: web.Request) -> web.Response:
    """Answer an akun to an officer of its area; the look is noted."""
    kartu = await card.look(
        database(request), settings_of(request), principal_of(request),
        UUID(request.match_info["akun_id"]),
    )  # fmt: skip
    akun = kartu.akun
    shown = AkunPetugas(
        id=akun.id, nomor=akun.nomor, status=akun.status, kode_wilayah=akun.kode_wilayah,
        registered_at=akun.registered_at, dukcapil=kartu.dukcapil, banding=kartu.banding,
        swafoto=kartu.swafoto, foto_ktp=kartu.foto_ktp, saran=list(kartu.saran),
    )  # fmt: skip
    return answer(shown)


ROUTES = [
    Route(
        "GET", "/api/v1/identity/akun/saya", get_mine, residents(), summary="Akun sendiri",
        answer=AkunSaya,
    ),
    Route(
        "GET", "/api/v1/identity/akun/{akun_id}", get_akun,
        officers(*LOOKERS, area=queries.areas_of_akun, posisi=queries.posisi_of_akun),
        summary="Satu akun beserta perbandingan dengan data kependudukan; dicatat",
        answer=AkunPetugas,
    ),
]  # fmt: skip
