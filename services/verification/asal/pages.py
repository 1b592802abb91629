"""The page of the office of origin."""

from __future__ import annotations

from dataclasses import replace

from aiohttp import web

from services.verification.antrean.doors import PETUGAS, petugas_of
from services.verification.asal import show
from services.verification.asal.models import Keadaan, Saringan, Tinggal
from shared import kata
from shared.web.keys import database
from shared.web.pages import render
from shared.web.route import Route
from shared.wilayah import queries as wilayah

SEBAB = {
    "departed": "pergi", "expired": "masa habis", "moved": "pindah", "revoked": "dicabut",
    "corrected": "dikoreksi",
}  # fmt: skip


async def show_asal(request: web.Request) -> web.Response:
    """Show who of the office's residents stays where, and how many by destination."""
    kantor, saringan = petugas_of(request).kode_kantor, show.saringan_of(request.query)
    async with database(request).connection() as conn:
        found = await show.halaman(conn, kantor, saringan)
        codes = {kantor, saringan.tujuan or kantor, *(one.kabupaten for one in found.keluar)}
        for one in found.daftar:
            codes |= {one.kode_wilayah_asal, one.kode_wilayah_tujuan}
        nama = await wilayah.list_nama(conn, codes)
    first = replace(saringan, setelah=None)
    return render(
        request, "asal/asal.html", saringan=saringan, nama=nama, kantor=nama[kantor],
        keluar=found.keluar, per=found.per,
        daftar=[(one, _masa(one), _keadaan(one, found)) for one in found.daftar],
        tabs=_tabs(first),
        url_semua=_url(replace(first, tujuan="")),
        url_tujuan={
            one.kabupaten: _url(replace(first, tujuan=one.kabupaten)) for one in found.keluar
        },
        url_awal=_url(first) if saringan.setelah else "",
        url_berikutnya=_url(replace(saringan, setelah=found.berikutnya))
        if found.berikutnya else "",
        kata_keperluan=kata.KEPERLUAN,
    )  # fmt: skip


TABS: tuple[tuple[str, Keadaan | None], ...] = (
    ("Semua", None), ("Masih tinggal", "tinggal"), ("Selesai", "selesai"),
)  # fmt: skip


def _tabs(first: Saringan) -> list[dict[str, str]]:
    return [
        {"kode": keadaan or "", "teks": teks, "url": _url(replace(first, keadaan=keadaan))}
        for teks, keadaan in TABS
    ]


def _url(saringan: Saringan) -> str:
    return f"/verifikasi/asal{show.query_of(saringan)}"


def _masa(one: Tinggal) -> str:
    return f"{kata.tanggal_pendek(one.mulai)} – {kata.tanggal_pendek(one.selesai)}"


def _keadaan(one: Tinggal, found: show.Halaman) -> str:
    if one.selesai > found.per:
        return ""
    return SEBAB.get(one.sebab, "masa habis").capitalize()


ROUTES = [Route("GET", "/verifikasi/asal", show_asal, PETUGAS)]
