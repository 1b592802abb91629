"""The sheet of a recap: what its form, its figures and its office say on paper."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from services.reporting.rekap.formulir import DINAS_JAKARTA, Formulir, formulir_of
from services.reporting.rekap.models import Rekap
from services.reporting.rekap.rules import akhir_bulan
from shared import kata
from shared.instansi.models import Instansi
from shared.wilayah.kode import JAKARTA, Tingkat, is_within

KOTA = "Kota "
TITIK = "." * 20


@dataclass(frozen=True)
class Lembar:
    """Every line of the sheet, ready to be set."""

    kode: str
    judul: tuple[str, str]
    posisi: str
    kolom: tuple[str, ...]
    baris: tuple[tuple[str, ...], ...]
    jumlah: tuple[str, ...]
    tempat: str
    oleh: tuple[str, ...]
    nama: str
    bawah: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the sheet as plain JSON values."""
        return asdict(self)


def make_lembar(rekap: Rekap, instansi: Instansi) -> Lembar:
    """Return the sheet of `rekap` by the form pack of the office that answers for it."""
    formulir = formulir_of(instansi.paket_formulir, rekap.tingkat)
    head_signs = formulir.kepala_instansi or _is_jakarta_below(rekap)
    total = rekap.jumlah
    return Lembar(
        kode=formulir.kode,
        judul=(formulir.judul, judul_wilayah(rekap)),
        posisi=teks_posisi(formulir, rekap),
        kolom=("No", formulir.kolom, "Laki-laki", "Perempuan", "Jumlah"),
        baris=tuple(
            (str(n), baris.nama, *map(kata.angka, (*baris.angka, baris.angka.jumlah)))
            for n, baris in enumerate(rekap.baris, 1)
        ),
        jumlah=tuple(map(kata.angka, (*total, total.jumlah))),
        tempat=f"{_tempat(rekap, instansi)}, {TITIK}",
        oleh=_oleh(formulir, rekap),
        nama=instansi.nama_kepala if head_signs else "",
        bawah=_bawah(instansi) if head_signs else ("NIP.",),
    )


def judul_wilayah(rekap: Rekap) -> str:
    """Return the area as the title says it: `KABUPATEN BANTUL`, `KECAMATAN SEWON`, `NASIONAL`."""
    if rekap.tingkat is Tingkat.NASIONAL:
        return "NASIONAL"
    rank = {Tingkat.PROVINSI: "PROVINSI ", Tingkat.KECAMATAN: "KECAMATAN "}
    return (rank.get(rekap.tingkat, "") + rekap.nama).upper()


def teks_posisi(formulir: Formulir, rekap: Rekap) -> str:
    """Return the line of the form that says when: `Posisi: 20 November 2026`.

    A form by month says only the month once it has ended, else also the day it was counted.
    """
    day = kata.tanggal_panjang(rekap.per)
    if formulir.posisi == "POSISI":
        return f"Posisi: {day}"
    month = day.partition(" ")[2]
    return f"Bulan: {month}" + ("" if rekap.per == akhir_bulan(rekap.per) else f" (per {day})")


def _is_jakarta_below(rekap: Rekap) -> bool:
    return rekap.kode != JAKARTA and is_within(rekap.kode, JAKARTA)


def _oleh(formulir: Formulir, rekap: Rekap) -> tuple[str, ...]:
    lines = DINAS_JAKARTA if _is_jakarta_below(rekap) else formulir.oleh
    wilayah = rekap.nama.partition(",")[0]
    return tuple(line.format(wilayah=wilayah, kepala=kepala_daerah(wilayah)) for line in lines)


def kepala_daerah(wilayah: str) -> str:
    """Return what the head of a regency or city is called: `Bupati Bantul`, `Wali Kota Solok`."""
    if wilayah.startswith(KOTA):
        return f"Wali {wilayah}"
    return "Bupati " + wilayah.removeprefix("Kabupaten ")


def _tempat(rekap: Rekap, instansi: Instansi) -> str:
    return instansi.kota_ttd or ("Jakarta" if rekap.tingkat is Tingkat.NASIONAL else TITIK)


def _bawah(instansi: Instansi) -> tuple[str, ...]:
    return tuple(line for line in (instansi.pangkat, f"NIP. {instansi.nip}".strip()) if line)
