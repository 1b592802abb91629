"""The JSON door of the book."""

from __future__ import annotations

from aiohttp import web

from services.verification.buku import actions, queries, rules
from services.verification.buku.doors import LURAH, SETEMPAT, halaman_of, nomor_of, tahun_of
from services.verification.buku.models import (
    Baris,
    BarisAnswer,
    BukuAnswer,
    HalamanAnswer,
    PembetulanForm,
    SetujuAnswer,
    SetujuForm,
)
from shared.web.api import answer, read_body
from shared.web.keys import database, principal_of
from shared.web.route import Route

ROOT = "/api/v1/verification/buku"


async def list_(request: web.Request) -> web.Response:
    """Answer the village's books."""
    async with database(request).connection() as conn:
        found = await queries.list_buku(conn, principal_of(request).wilayah)
    return answer([BukuAnswer(**vars(each)).model_dump() for each in found])


async def get_halaman(request: web.Request) -> web.Response:
    """Answer a page of a year's book: `?hal=`, or its last page."""
    kode, tahun = principal_of(request).wilayah, tahun_of(request)
    async with database(request).connection() as conn:
        buku = await actions.get_buku(conn, kode, tahun)
        halaman = halaman_of(request, buku.terakhir)
        found = await queries.list_halaman(conn, kode, tahun, halaman)
    return answer(
        HalamanAnswer(
            kode_wilayah=kode, tahun=tahun, halaman=halaman, terakhir=buku.terakhir,
            jumlah_halaman=rules.pages_of(buku.terakhir), menunggu=buku.menunggu,
            baris=[_answer(one) for one in found],
        )
    )  # fmt: skip


async def betulkan(request: web.Request) -> web.Response:
    """Write a correction as a new line and answer it."""
    form = await read_body(request, PembetulanForm)
    tahun, nomor = tahun_of(request), nomor_of(request)
    async with database(request).transaction() as conn:
        new = await actions.correct_baris(conn, principal_of(request), tahun, nomor, form)
    return answer(_answer(new), status=201)


async def setujui(request: web.Request) -> web.Response:
    """Approve lines of the lurah's village."""
    form = await read_body(request, SetujuForm)
    async with database(request).transaction() as conn:
        count = await actions.approve_baris(conn, principal_of(request), form.baris)
    return answer(SetujuAnswer(disetujui=count))


def _answer(baris: Baris) -> BarisAnswer:
    fields = {name: getattr(baris, name) for name in SAME}
    return BarisAnswer(
        **fields, **baris.isi.model_dump(),
        membetulkan=_place(baris.betul_nomor, baris.betul_tahun),
        dibetulkan_oleh=_place(baris.oleh_nomor, baris.oleh_tahun),
    )  # fmt: skip


def _place(nomor: int, tahun: int) -> str:
    return f"{nomor}/{tahun}" if nomor else ""


OTHER = {"nama", "nik", "alamat", "keterangan", "membetulkan", "dibetulkan_oleh"}
SAME = tuple(name for name in BarisAnswer.model_fields if name not in OTHER)

ROUTES = [
    Route("GET", ROOT, list_, SETEMPAT, "Buku registrasi desa/kelurahan per tahun"),
    Route(
        "POST", f"{ROOT}/tanda-tangan", setujui, LURAH, "Setujui baris buku registrasi",
        body=SetujuForm, answer=SetujuAnswer,
    ),
    Route(
        "GET", f"{ROOT}/{{tahun}}", get_halaman, SETEMPAT, "Satu halaman buku registrasi: ?hal=",
        answer=HalamanAnswer,
    ),
    Route(
        "POST", f"{ROOT}/{{tahun}}/{{nomor}}", betulkan, SETEMPAT,
        "Betulkan satu baris dengan baris baru", body=PembetulanForm, answer=BarisAnswer,
        status=201,
    ),
]  # fmt: skip
