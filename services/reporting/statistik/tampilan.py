"""What a page of public figures shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.dates import format_date

from services.reporting.statistik import peta
from services.reporting.statistik.models import Rincian, Statistik
from services.reporting.statistik.rules import DIMENSI, LAMA
from shared import kata
from shared.errors import N_
from shared.wilayah.kode import NASIONAL, WIB, Tingkat, jalur_of

LOCALE = {"id": "id_ID", "en": "en_GB"}
TERBANYAK = 15
BAGIAN: Mapping[Tingkat, str] = {
    Tingkat.NASIONAL: N_("Provinsi"),
    Tingkat.PROVINSI: N_("Kabupaten/kota"),
    Tingkat.KABUPATEN: N_("Kecamatan"),
}
LAIN = N_("Lainnya atau tidak diisi")


def konteks(statistik: Statistik, names: Mapping[str, str], bahasa: kata.Bahasa) -> dict[str, Any]:
    """Return what the template shows; `names` are those of areas by code."""
    is_nation = statistik.kode == NASIONAL
    return {
        "s": statistik,
        "per": kata.tanggal(statistik.terbitan.per, bahasa),
        "terbit": kata.tanggal_waktu(statistik.terbitan.terbit_at, WIB, bahasa),
        "kolom": BAGIAN.get(statistik.tingkat, ""),
        "jalur": [(names.get(k, "Indonesia"), alamat(k)) for k in _above(statistik.kode)],
        "alamat": alamat,
        "batang": _batang(statistik),
        "bulan": [(bulan(titik.tanggal, bahasa), titik.angka) for titik in statistik.tren],
        "tren": [
            {"label": format_date(titik.tanggal, "MMM", locale=LOCALE[bahasa]),
             "jumlah": titik.angka.jumlah, "teks": angka(titik.angka.jumlah)}
            for titik in statistik.tren
        ],
        "peta": peta.peta_of(statistik.bagian) if is_nation else [],
        "petak_kabupaten": peta.per_provinsi(statistik.bagian, statistik.kabupaten),
        "petak": peta.petak_of(statistik.bagian) if statistik.tingkat is Tingkat.PROVINSI else [],
        "rincian": [
            (kode, judul, _lines(kode, statistik, names)) for kode, judul in DIMENSI.items()
        ],
        "arus": [
            (names.get(a.asal, a.asal), names.get(a.tujuan, a.tujuan), a.jumlah)
            for a in statistik.arus
        ],
        "nilai": angka,
    }  # fmt: skip


def alamat(kode: str) -> str:
    """Return where the figures of an area are."""
    return f"/statistik/{kode}" if kode else "/statistik"


def angka(jumlah: int) -> str:
    """Return a public figure: a dash for nobody, or few."""
    return kata.angka(jumlah) if jumlah else "–"


def bulan(day: date, bahasa: kata.Bahasa) -> str:
    """Return the month of `day` as people read it."""
    return format_date(day, "MMM y", locale=LOCALE[bahasa])


def names_wanted(statistik: Statistik) -> set[str]:
    """Return the codes of the areas that the page names besides its own parts."""
    asal = {row.nilai for row in statistik.rincian if row.dimensi == "asal" and row.nilai}
    arus = {kode for satu in statistik.arus for kode in (satu.asal, satu.tujuan)}
    return asal | arus | {kode for kode in _above(statistik.kode) if kode}


def nama_nilai(dimensi: str, nilai: str, names: Mapping[str, str]) -> str:
    """Return a value as people read it; Indonesian, a msgid where there is English."""
    words = {"keperluan": kata.KEPERLUAN, "lama": LAMA, "asal": names}.get(dimensi, {})
    return words.get(nilai, nilai) if nilai else LAIN


def _above(kode: str) -> list[str]:
    return [NASIONAL, *jalur_of(kode)][:-1] if kode else []


def _batang(statistik: Statistik) -> list[dict[str, Any]]:
    ordered = sorted(statistik.bagian, key=lambda satu: (-satu.angka.jumlah, satu.nama))
    return [
        {"label": satu.nama, "a": satu.angka.laki_laki, "b": satu.angka.perempuan}
        for satu in ordered[:TERBANYAK]
        if satu.angka.jumlah
    ]


def _lines(
    dimensi: str, statistik: Statistik, names: Mapping[str, str]
) -> list[tuple[str, int, float]]:
    """Return (name, persons, per mille of the most), most first where the values have no order."""
    rows = [row for row in statistik.rincian if row.dimensi == dimensi]
    most = max((row.jumlah for row in rows), default=1)
    ordered = sorted(rows, key=_age if dimensi == "umur" else _order(dimensi))
    return [
        (nama_nilai(dimensi, row.nilai, names), row.jumlah, round(1000 * row.jumlah / most, 1))
        for row in ordered
    ]


def _age(row: Rincian) -> tuple[int, str]:
    digits = row.nilai.partition("-")[0].rstrip("+")
    return (int(digits) if digits.isdigit() else 1000), row.nilai


def _order(dimensi: str) -> Any:
    if dimensi == "lama":
        return lambda row: row.nilai or "~"
    return lambda row: (not row.nilai, -row.jumlah, row.nilai)
