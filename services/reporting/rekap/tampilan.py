"""What the recap page shows beside the form's table: tiles, chart, trend, filter, way up."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date

from services.reporting.penghitung.models import Titik
from services.reporting.penghitung.rules import RINCIAN as DIMENSI_REKAP
from services.reporting.rekap.alamat import url_of
from services.reporting.rekap.lembar import Lembar
from services.reporting.rekap.models import Rekap
from services.reporting.rekap.rules import pilihan_bulan
from shared import clock, kata
from shared.wilayah.kode import NASIONAL, Tingkat, is_within, jalur_of

RIBU = 10_000  # From here on the trend counts in thousands.
LOCALE = "id_ID"

Pilihan = list[tuple[str, str]]


def konteks(rekap: Rekap, lembar: Lembar, query: str) -> dict[str, Any]:
    """Return what the template needs besides the form's fields; `query` is kept in links."""
    return {
        "rekap": rekap,
        "lembar": lembar,
        "alamat": f"/rekap/{rekap.unit.url}",
        "sampai_permohonan": rekap.tingkat >= Tingkat.KABUPATEN,
        "dimensi": list(DIMENSI_REKAP.items()),
        "saringan": query,
        "saat": saat(rekap),
        "ubin": ubin(rekap, lembar.kolom[1]),
        "baris": [
            (baris.nama, _turun(baris.kode, query), baris.angka.laki_laki,
             baris.angka.perempuan, baris.angka.jumlah)
            for baris in rekap.baris
        ],
        "batang": _batang(rekap),
        "tren": tren(rekap.tren),
        "tren_teks": _tren_teks(rekap.tren),
        "bulan": [(day.strftime("%Y-%m"), _bulan(day)) for day in pilihan_bulan(_today(rekap))],
    }  # fmt: skip


def saat(rekap: Rekap) -> str:
    """Return when the figures hold, and when they were counted."""
    counted = kata.tanggal_waktu(rekap.dihitung_at, rekap.zona)
    if rekap.per == _today(rekap):
        return f"data per {counted}"
    return f"keadaan {kata.tanggal(rekap.per)} · dihitung {counted}"


def jalur(kode: str, wilayah: str, names: dict[str, str], query: str) -> Pilihan:
    """Return (name, link) of the areas above `kode` that lie within the officer's own."""
    above = [NASIONAL, *jalur_of(kode)][:-1] if kode else []
    return [
        (names.get(each) or "Nasional", f"/rekap/{url_of(each)}{query}")
        for each in above
        if is_within(each, wilayah)
    ]


def saringan(per: str, bulan: str) -> str:
    """Return the query that keeps the chosen day or month in a link."""
    chosen = {"per": per} if per else {"bulan": bulan} if bulan else {}
    return f"?{urlencode(chosen)}" if chosen else ""


def ubin(rekap: Rekap, kolom: str) -> list[dict[str, str]]:
    """Return the four tiles: registered with its change, men, women, areas with somebody."""
    total = rekap.jumlah
    filled = sum(1 for baris in rekap.baris if baris.angka.jumlah)
    return [
        {"label": "Terdaftar", "angka": kata.angka(total.jumlah)} | _change(rekap),
        {"label": "Laki-laki", "angka": kata.angka(total.laki_laki)}
        | _share(total.laki_laki, total.jumlah),
        {"label": "Perempuan", "angka": kata.angka(total.perempuan)}
        | _share(total.perempuan, total.jumlah),
        {"label": f"{kolom} yang terisi", "angka": kata.angka(filled),
         "keterangan": f"dari {kata.angka(len(rekap.baris))}"},
    ]  # fmt: skip


def tren(titik: tuple[Titik, ...]) -> list[dict[str, Any]]:
    """Return the points of the trend with short texts."""
    thousands = _in_thousands(titik)
    return [
        {
            "label": format_date(satu.tanggal, "MMM", locale=LOCALE),
            "jumlah": satu.angka.jumlah,
            "teks": _ribu(satu.angka.jumlah) if thousands else kata.angka(satu.angka.jumlah),
        }
        for satu in titik
    ]


def _today(rekap: Rekap) -> date:
    return clock.today_in(rekap.zona)


def _turun(kode: str, query: str) -> str:
    return f"/rekap/{kode}{query}" if kode else ""


def _batang(rekap: Rekap) -> list[dict[str, Any]]:
    ordered = sorted(rekap.baris, key=lambda baris: (-baris.angka.jumlah, baris.nama))
    return [
        {"label": baris.nama, "a": baris.angka.laki_laki, "b": baris.angka.perempuan}
        for baris in ordered
        if baris.angka.jumlah
    ]


def _bulan(day: date) -> str:
    return format_date(day, "MMMM y", locale=LOCALE)


def _change(rekap: Rekap) -> dict[str, str]:
    month = format_date(rekap.lalu.tanggal, "MMMM", locale=LOCALE)
    before, now = rekap.lalu.angka.jumlah, rekap.jumlah.jumlah
    if now == before:
        return {"keterangan": f"sama dengan {month}"}
    way = "naik" if now > before else "turun"
    size = kata.persen(abs(now - before) / before) if before else kata.angka(now)
    return {"keterangan": f"{size} dari {month}", "arah": way}


def _share(part: int, whole: int) -> dict[str, str]:
    return {"keterangan": kata.persen(part / whole)} if whole else {}


def _in_thousands(titik: tuple[Titik, ...]) -> bool:
    return max(satu.angka.jumlah for satu in titik) >= RIBU


def _ribu(jumlah: int) -> str:
    return kata.angka(round(jumlah / 1000, 1))


def _tren_teks(titik: tuple[Titik, ...]) -> str:
    unit = "Ribu orang" if _in_thousands(titik) else "Orang"
    return f"{unit} terdaftar di akhir bulan"
