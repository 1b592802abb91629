"""The dashboard of an office, a province, the nation."""

from __future__ import annotations

from aiohttp import web

from services.verification.antrean.rules import ALASAN
from services.verification.kinerja import tampilan
from services.verification.kinerja.actions import PERIODS, hari_of, make_kinerja
from services.verification.kinerja.alamat import url_of
from services.verification.kinerja.doors import PENGAWAS, WITHIN, kode_di_alamat
from shared.web.keys import database, principal_of
from shared.web.pages import render, see_other
from shared.web.route import Route
from shared.wilayah import queries as wilayah
from shared.wilayah.kode import NASIONAL, provinsi_of

ROOT = "/verifikasi/kinerja"


async def show_own(request: web.Request) -> web.Response:
    """Lead to the figures of the officer's own area, the filter kept."""
    query = f"?{request.query_string}" if request.query_string else ""
    return see_other(f"{ROOT}/{url_of(principal_of(request).wilayah)}{query}")


async def show_kinerja(request: web.Request) -> web.Response:
    """Show an area's figures."""
    kode, hari = kode_di_alamat(request), hari_of(request.query)
    own = principal_of(request).wilayah
    async with database(request).connection() as conn:
        found = await make_kinerja(conn, kode, hari)
        nama = await wilayah.list_nama(conn, {kode, *(one.kode for one in found.wilayah)})
    above = "" if kode == own else NASIONAL if kode == provinsi_of(kode) else provinsi_of(kode)
    return render(
        request, "kinerja/kinerja.html", kinerja=found, nama=nama, judul=nama[kode],
        ubin=tampilan.ubin(found), umur=tampilan.umur(found),
        alasan=[
            (ALASAN.get(one.jenis, {}).get(one.alasan, one.alasan), one.jenis, one.jumlah)
            for one in found.alasan
        ],
        lama=tampilan.lama, bagian=tampilan.bagian,
        tabs=[
            {"kode": days, "teks": f"{days} hari", "url": f"{ROOT}/{url_of(kode)}?hari={days}"}
            for days in PERIODS
        ],
        ke_atas="" if kode == own else f"{ROOT}/{url_of(above)}?hari={hari}",
        url={one.kode: f"{ROOT}/{one.kode}?hari={hari}" for one in found.wilayah},
    )  # fmt: skip


ROUTES = [
    Route("GET", ROOT, show_own, PENGAWAS),
    Route("GET", f"{ROOT}/{{kode}}", show_kinerja, WITHIN),
]
