"""The village's pages: its books, a page of one, a line and its correction, the lurah's list."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from services.verification.buku import actions, queries, rules, tampilan
from services.verification.buku.doors import LURAH, SETEMPAT, halaman_of, nomor_of, tahun_of
from services.verification.buku.models import PembetulanForm
from shared.errors import Conflict, Invalid, Message
from shared.web.forms import Form, read_form
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah import queries as wilayah

WAITING = 100
ROOT = "/buku-registrasi"


async def show_daftar(request: web.Request) -> web.Response:
    """Show the village's books by year."""
    kode = principal_of(request).wilayah
    async with database(request).connection() as conn:
        buku = await queries.list_buku(conn, kode)
        nama = await wilayah.nama_lengkap(conn, kode)
    return render(
        request, "buku/daftar.html", buku=buku, nama=nama,
        menunggu=sum(each.menunggu for each in buku),
    )  # fmt: skip


async def show_halaman(request: web.Request) -> web.Response:
    """Show a page of a year's book."""
    return await _halaman(request, "buku/halaman.html")


async def print_halaman(request: web.Request) -> web.Response:
    """Show the same page as a sheet to be printed and signed."""
    return await _halaman(request, "buku/cetak.html")


async def _halaman(request: web.Request, template: str) -> web.Response:
    kode, tahun = principal_of(request).wilayah, tahun_of(request)
    async with database(request).connection() as conn:
        buku = await actions.get_buku(conn, kode, tahun)
        halaman = halaman_of(request, buku.terakhir)
        found = await queries.list_halaman(conn, kode, tahun, halaman)
        nama = await wilayah.list_nama(conn, {kode, *(one.kode_wilayah_asal for one in found)})
    return render(
        request, template, buku=buku, nama=nama[kode], halaman=halaman,
        jumlah_halaman=rules.pages_of(buku.terakhir),
        baris=[tampilan.baris_of(one, nama) for one in found],
    )  # fmt: skip


async def show_baris(request: web.Request) -> web.Response:
    """Show a line with the form that corrects it."""
    return await _baris(request)


async def _baris(
    request: web.Request,
    status: int = 200,
    wrong: Invalid | None = None,
    form: Form | None = None,
    konflik: Message | None = None,
) -> web.Response:
    who = principal_of(request)
    kode = who.wilayah
    async with database(request).connection() as conn:
        found = await actions.get_baris(conn, kode, tahun_of(request), nomor_of(request))
        nama = await wilayah.list_nama(conn, {kode, found.kode_wilayah_asal})
    isian = form.fields if form else {"nama": found.isi.nama, "alamat": found.isi.alamat}
    return render(
        request, "buku/baris.html", status=status, b=tampilan.baris_of(found, nama),
        nama=nama[kode], halaman=rules.page_of(found.nomor), isian=isian,
        boleh=who.peran in LURAH.roles,
        galat=wrong.fields if wrong else {}, konflik=konflik,
    )  # fmt: skip


async def betulkan(request: web.Request) -> web.Response:
    """Write a correction as a new line and show it."""
    form = await read_form(request)
    said = PembetulanForm.model_construct(
        nama=form.get("nama"), alamat=form.get("alamat"), keterangan=form.get("keterangan")
    )
    tahun, nomor = tahun_of(request), nomor_of(request)
    try:
        async with database(request).transaction() as conn:
            new = await actions.correct_baris(conn, principal_of(request), tahun, nomor, said)
    except Conflict as refused:
        return await _baris(request, refused.status, form=form, konflik=refused.message)
    except Invalid as wrong:
        return await _baris(request, wrong.status, wrong, form)
    return see_other(f"{ROOT}/{new.tahun}/{new.nomor}")


async def show_menunggu(request: web.Request) -> web.Response:
    """Show the lines that wait for the lurah."""
    return await _menunggu(request)


async def _menunggu(request: web.Request, wrong: Invalid | None = None) -> web.Response:
    who = principal_of(request)
    async with database(request).connection() as conn:
        found = await queries.list_menunggu(conn, who.wilayah, WAITING + 1)
        codes = {who.wilayah, *(one.kode_wilayah_asal for one in found)}
        nama = await wilayah.list_nama(conn, codes)
    return render(
        request, "buku/tanda_tangan.html", status=wrong.status if wrong else 200,
        baris=[tampilan.baris_of(one, nama) for one in found[:WAITING]],
        masih_ada=len(found) > WAITING, nama=nama[who.wilayah],
        boleh=who.peran in LURAH.roles, baru=tampilan.jumlah_of(request.query.get("baru", "")),
        galat=wrong.fields if wrong else {},
    )  # fmt: skip


async def setujui(request: web.Request) -> web.Response:
    """Approve the chosen lines."""
    form = await read_form(request)
    try:
        ids = [UUID(one) for one in form.lists.get("pilih", [])[:WAITING]]
    except ValueError:
        ids = []
    try:
        async with database(request).transaction() as conn:
            count = await actions.approve_baris(conn, principal_of(request), ids)
    except Invalid as wrong:
        return await _menunggu(request, wrong)
    return see_other(f"{ROOT}/tanda-tangan?baru={count}")


ROUTES = [
    Route("GET", ROOT, show_daftar, SETEMPAT),
    Route("GET", f"{ROOT}/tanda-tangan", show_menunggu, SETEMPAT),
    Route("POST", f"{ROOT}/tanda-tangan", setujui, LURAH),
    Route("GET", f"{ROOT}/{{tahun}}", show_halaman, SETEMPAT),
    Route("GET", f"{ROOT}/{{tahun}}/cetak", print_halaman, SETEMPAT),
    Route("GET", f"{ROOT}/{{tahun}}/{{nomor}}", show_baris, SETEMPAT),
    Route("POST", f"{ROOT}/{{tahun}}/{{nomor}}", betulkan, SETEMPAT),
]
