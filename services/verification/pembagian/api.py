"""The JSON door of the division of work."""

from __future__ import annotations

from aiohttp import web

from services.verification.antrean.api import ROOT as TUGAS
from services.verification.antrean.api import answer_tugas
from services.verification.antrean.doors import DI_TEMPAT, PETUGAS, petugas_of, tugas_id_of
from services.verification.antrean.models import FenceForm, TugasDetail
from services.verification.antrean.rules import pukul
from services.verification.pembagian import actions, queries
from services.verification.pembagian.doors import PENGAWAS, PENGAWAS_DI_KANTOR
from services.verification.pembagian.models import (
    BatasForm,
    Hasil,
    HasilPembagian,
    Pembagian,
    Perpanjangan,
    PilihForm,
    RekanRow,
    TugasDitolak,
    TugaskanForm,
)
from shared.policy import VERIFIERS
from shared.web import language
from shared.web.api import answer, read_body
from shared.web.keys import database
from shared.web.route import Route

ROOT = "/api/v1/verification/pembagian"


async def ambil_pilihan(request: web.Request) -> web.Response:
    """Take several tugas."""
    form = await read_body(request, PilihForm)
    async with database(request).transaction() as conn:
        hasil = await actions.take_many(conn, petugas_of(request), form.tugas_ids)
    return _answer(hasil)


async def tugaskan(request: web.Request) -> web.Response:
    """Give several tugas to an officer."""
    form = await read_body(request, TugaskanForm)
    async with database(request).transaction() as conn:
        hasil = await actions.assign(conn, petugas_of(request), form.tugas_ids, form.petugas_id)
    return _answer(hasil)


def _answer(hasil: Hasil) -> web.Response:
    ditolak = [
        TugasDitolak(id=tugas.id, nomor=tugas.nomor, pesan=language.say(why))
        for tugas, why in hasil.ditolak
    ]
    return answer(HasilPembagian(diambil=[tugas.id for tugas in hasil.diambil], ditolak=ditolak))


async def ambil_alih(request: web.Request) -> web.Response:
    """Take a tugas from its holder."""
    async with database(request).transaction() as conn:
        tugas = await actions.take_over(conn, petugas_of(request), tugas_id_of(request))
    return await answer_tugas(request, tugas)


async def perpanjang(request: web.Request) -> web.Response:
    """Renew the lease."""
    form = await read_body(request, FenceForm)
    async with database(request).transaction() as conn:
        held = await actions.renew(conn, petugas_of(request), tugas_id_of(request), form.fence)
    assert held.claimed_until is not None
    sampai = pukul(held, held.claimed_until)
    return answer(Perpanjangan(diambil_sampai=held.claimed_until, pukul=sampai))


async def get(request: web.Request) -> web.Response:
    """Answer who holds how many, and the limit."""
    return await _pembagian(request)


async def set_batas(request: web.Request) -> web.Response:
    """Keep the limit."""
    form = await read_body(request, BatasForm)
    async with database(request).transaction() as conn:
        await actions.set_batas(conn, petugas_of(request), form.batas)
    return await _pembagian(request)


async def _pembagian(request: web.Request) -> web.Response:
    petugas = petugas_of(request)
    async with database(request).connection() as conn:
        rekan = await queries.list_rekan(conn, petugas.kode_kantor, VERIFIERS)
        ruang = await queries.get_ruang(conn, petugas.kode_kantor, petugas.id)
    rows = [
        RekanRow(id=one.id, nama=one.nama, peran=list(one.peran), dipegang=one.dipegang)
        for one in rekan
    ]
    return answer(Pembagian(batas=ruang.batas, petugas=rows))


ROUTES = [
    Route("GET", ROOT, get, PENGAWAS, "Pembagian tugas kantor", answer=Pembagian),
    Route(
        "PUT", ROOT, set_batas, PENGAWAS, "Atur batas tugas tiap petugas", body=BatasForm,
        answer=Pembagian,
    ),
    Route(
        "POST", f"{TUGAS}/ambil-pilihan", ambil_pilihan, PETUGAS, "Ambil beberapa tugas",
        body=PilihForm, answer=HasilPembagian,
    ),
    Route(
        "POST", f"{TUGAS}/tugaskan", tugaskan, PENGAWAS, "Tugaskan kepada petugas",
        body=TugaskanForm, answer=HasilPembagian,
    ),
    Route(
        "POST", f"{TUGAS}/{{tugas_id}}/ambil-alih", ambil_alih, PENGAWAS_DI_KANTOR,
        "Ambil alih tugas", answer=TugasDetail,
    ),
    Route(
        "POST", f"{TUGAS}/{{tugas_id}}/perpanjang", perpanjang, DI_TEMPAT,
        "Perpanjang pengambilan", body=FenceForm, answer=Perpanjangan,
    ),
]  # fmt: skip
