"""Doors that open a count: by dimension, and down to the stays it consists of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from aiohttp import web

from services.reporting.domisili.models import RincianAnswer, Tinggal, TinggalAnswer
from services.reporting.domisili.queries_rincian import FIRST, SEHALAMAN, list_tinggal
from services.reporting.penghitung.models import Nilai
from services.reporting.penghitung.rules import DIMENSI, LAMA, RT
from services.reporting.rekap.actions import count_dimensi, nama_rt
from services.reporting.rekap.alamat import KODE, Unit
from services.reporting.rekap.models import DimensiAnswer, NilaiAnswer
from services.reporting.rekap.permintaan import asked_per, asked_unit
from services.reporting.rekap.queries import area_of_rekap
from services.reporting.rekap.tampilan import saringan
from shared import clock, kata
from shared.errors import NotFound
from shared.instansi.queries import get_instansi
from shared.policy import clients, officers
from shared.web.api import answer
from shared.web.keys import database
from shared.web.pages import render
from shared.web.route import Route
from shared.wilayah.kode import Tingkat, kantor_of, tingkat_of
from shared.wilayah.queries import list_nama, nama_lengkap


@dataclass(frozen=True)
class Buka:
    """A count that is opened: of which unit, as of when, and what was found in it."""

    unit: Unit
    per: date
    nama: str
    query: str


async def _buka(request: web.Request, conn: Any) -> Buka:
    unit = asked_unit(request)
    instansi = await get_instansi(conn, kantor_of(unit.kode))
    per = asked_per(request, clock.today_in(instansi.zona))
    nama = await nama_lengkap(conn, unit.kode)
    query = saringan(request.query.get("per", ""), request.query.get("bulan", ""))
    return Buka(unit, per, f"{nama_rt(unit.rt)}, {nama}" if unit.rt else nama, query)


async def _by_dimensi(request: web.Request) -> tuple[Buka, str, list[tuple[Nilai, str]]]:
    dimensi = request.match_info["dimensi"]
    if dimensi not in DIMENSI:
        raise NotFound
    async with database(request).connection() as conn:
        opened = await _buka(request, conn)
        found = await count_dimensi(conn, opened.unit.kode, dimensi, opened.per)
        areas = [satu.nilai for satu in found if satu.nilai] if dimensi == "asal" else []
        names = await list_nama(conn, areas)
    return opened, dimensi, [(satu, nama_nilai(dimensi, satu.nilai, names)) for satu in found]


def nama_nilai(dimensi: str, nilai: str, areas: dict[str, str]) -> str:
    """Return a value as people read it."""
    if not nilai:
        return "Tidak diisi"
    if dimensi == RT:
        return nama_rt(nilai)
    words = {"keperluan": kata.KEPERLUAN, "lama": LAMA, "asal": areas}.get(dimensi, {})
    return words.get(nilai, f"{nilai} tahun" if dimensi == "umur" else nilai)


async def show_dimensi(request: web.Request) -> web.Response:
    """Show an area's count by one dimension."""
    opened, dimensi, found = await _by_dimensi(request)
    return render(
        request, "rekap/dimensi.html", buka=opened, judul=DIMENSI[dimensi], baris=found,
        per=kata.tanggal_panjang(opened.per), alamat=f"/rekap/{opened.unit.url}{opened.query}",
        laki_laki=sum(satu.angka.laki_laki for satu, _ in found),
        perempuan=sum(satu.angka.perempuan for satu, _ in found),
    )  # fmt: skip


async def get_dimensi(request: web.Request) -> web.Response:
    """Answer the same as JSON."""
    opened, dimensi, found = await _by_dimensi(request)
    return answer(
        DimensiAnswer(
            kode=opened.unit.url, dimensi=dimensi, per=opened.per,
            jumlah=sum(satu.angka.jumlah for satu, _ in found),
            baris=[
                NilaiAnswer(
                    nilai=satu.nilai, nama=nama, laki_laki=satu.angka.laki_laki,
                    perempuan=satu.angka.perempuan, jumlah=satu.angka.jumlah,
                )
                for satu, nama in found
            ],
        )
    )  # fmt: skip


async def _stays(request: web.Request) -> tuple[Buka, list[Tinggal], str]:
    async with database(request).connection() as conn:
        opened = await _buka(request, conn)
        if tingkat_of(opened.unit.kode) < Tingkat.KABUPATEN:
            raise NotFound
        dimensi = RT if opened.unit.rt else request.query.get("dimensi", "")
        nilai = opened.unit.rt or request.query.get("nilai", "")
        after = _after(request.query.get("setelah", ""))
        found = await list_tinggal(conn, opened.unit.kode, opened.per, after, dimensi, nilai)
    more = found[SEHALAMAN - 1] if len(found) > SEHALAMAN else None
    return opened, found[:SEHALAMAN], f"{more.kode_wilayah}_{more.id}" if more else ""


def _after(text: str) -> tuple[str, UUID]:
    kode, _, id_ = text.partition("_")
    try:
        return kode, UUID(id_) if id_ else FIRST
    except ValueError:
        raise NotFound from None


async def show_stays(request: web.Request) -> web.Response:
    """Show the stays of which an area's count consists."""
    opened, found, more = await _stays(request)
    async with database(request).connection() as conn:
        names = await list_nama(
            conn, {*(s.kode_wilayah for s in found), *(s.kode_asal[:5] for s in found)}
        )
    return render(
        request, "rekap/permohonan.html", buka=opened, permohonan=found, nama=names, lanjut=more,
        per=kata.tanggal_panjang(opened.per), alamat=f"/rekap/{opened.unit.url}",
        keperluan=kata.KEPERLUAN, tanggal=kata.tanggal_pendek,
    )  # fmt: skip


async def get_stays(request: web.Request) -> web.Response:
    """Answer the same as JSON."""
    opened, found, more = await _stays(request)
    rows = [TinggalAnswer(**satu._asdict()) for satu in found]
    count = sum(satu.laki_laki + satu.perempuan for satu in found)
    return answer(
        RincianAnswer(
            kode=opened.unit.url, per=opened.per, jumlah=count, permohonan=rows, lanjut=more
        )
    )  # fmt: skip


WITHIN = officers(area=area_of_rekap)
API = f"/api/v1/reporting/rekap/{KODE}"

ROUTES = [
    Route("GET", f"/rekap/{KODE}/rincian/{{dimensi}}", show_dimensi, WITHIN),
    Route("GET", f"/rekap/{KODE}/permohonan", show_stays, WITHIN),
    Route(
        "GET", f"{API}/rincian/{{dimensi}}", get_dimensi, WITHIN | clients("rekap:baca"),
        summary="Rekapitulasi satu wilayah menurut keperluan, lama, umur, pendidikan, … per ?per=",
        answer=DimensiAnswer,
    ),
    Route(
        "GET", f"{API}/permohonan", get_stays, WITHIN,
        summary="Permohonan yang dihitung di satu kabupaten/kota atau di bawahnya, per ?per=",
        answer=RincianAnswer,
    ),
]  # fmt: skip
