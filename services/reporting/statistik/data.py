"""Open data: every public figure as CSV, and the page that says what the columns mean."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from aiohttp import web

from services.reporting.rekap.alamat import url_of
from services.reporting.rekap.tabel_csv import BOM, plain
from services.reporting.statistik import queries
from services.reporting.statistik.models import Terbitan
from services.reporting.statistik.simpanan import is_shared, keep
from shared import kata
from shared.db import Connection
from shared.errors import N_, NotFound
from shared.policy import public
from shared.web import language
from shared.web.keys import database
from shared.web.pages import render
from shared.web.route import Route

WILAYAH = ("kode_wilayah", "nama", "per", "laki_laki", "perempuan", "jumlah")
KOLOM = {
    "wilayah": WILAYAH,
    "bulanan": WILAYAH,
    "rincian": ("kode_wilayah", "dimensi", "nilai", "per", "jumlah"),
    "arus": ("provinsi_asal", "kode_tujuan", "per", "jumlah"),
}
BERKAS = {
    "wilayah": N_("Jumlah per wilayah, bulan terakhir"),
    "bulanan": N_("Jumlah per wilayah, dua belas akhir bulan"),
    "rincian": N_("Menurut keperluan, lama tinggal, umur, pendidikan, pekerjaan"),
    "arus": N_("Dari provinsi asal ke provinsi dan kabupaten/kota tujuan"),
}


async def show_data(request: web.Request) -> web.Response:
    """Show the files, and what each of their columns means."""
    async with database(request).connection() as conn:
        terbitan = await queries.find_terbitan(conn)
    page = render(
        request, "statistik/data.html", tanpa_formulir=is_shared(request), berkas=BERKAS,
        per=kata.tanggal(terbitan.per, _bahasa()) if terbitan else "",
    )  # fmt: skip
    return keep(request, page)


async def download(request: web.Request) -> web.Response:
    """Answer one file; 404 while nothing is published."""
    name = request.match_info["berkas"]
    async with database(request).connection() as conn:
        terbitan = await queries.find_terbitan(conn)
        if name not in KOLOM or terbitan is None:
            raise NotFound
        rows = await _rows(conn, name, terbitan)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(KOLOM[name])
    writer.writerows(rows)
    file = f"statistik-{name}-{terbitan.per.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    body = (BOM + out.getvalue()).encode()
    return keep(
        request, web.Response(body=body, content_type="text/csv", charset="utf-8", headers=headers)
    )  # fmt: skip


async def _rows(conn: Connection, name: str, terbitan: Terbitan) -> Iterable[tuple[Any, ...]]:
    per = terbitan.per
    if name == "rincian":
        return [
            (url_of(row.kode), row.dimensi, plain(row.nilai), per, row.jumlah)
            for row in await queries.all_rincian(conn)
        ]
    if name == "arus":
        return [(a.asal, a.tujuan, per, a.jumlah) for a in await queries.all_arus(conn)]
    since = per if name == "wilayah" else date.min
    return [
        (url_of(kode), plain(nama), day, laki_laki, perempuan, laki_laki + perempuan)
        for kode, nama, day, laki_laki, perempuan in await queries.all_bulanan(conn, since)
    ]


def _bahasa() -> kata.Bahasa:
    return "en" if language.current.get() == "en" else "id"


ROUTES = [
    Route("GET", "/statistik/data", show_data, public()),
    Route("GET", "/statistik/data/{berkas}.csv", download, public()),
]
