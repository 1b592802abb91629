"""The sheet of a recap: what its form, its figures and its office say on paper."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from services.reporting.penanda_tangan.models import Penanda
from services.reporting.penghitung.rules import akhir_bulan
from services.reporting.rekap.formulir import (
    KEPALA_INSTANSI,
    Formulir,
    formulir_jakarta,
    formulir_of,
)
from services.reporting.rekap.models import Rekap
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


def make_lembar(rekap: Rekap, instansi: Instansi, penanda: Penanda | None = None) -> Lembar:
    """Return the sheet of `rekap` by the form pack of the office that answers for it.

    `penanda` signs, where it is not the head of the office itself.
    """
    formulir = formulir_for(rekap, instansi)
    if formulir.penanda in KEPALA_INSTANSI:
        penanda = _kepala(instansi)
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
        nama=penanda.nama if penanda else "",
        bawah=penanda.bawah if penanda else ("NIP.",),
    )


def formulir_for(rekap: Rekap, instansi: Instansi) -> Formulir:
    """Return the form of a recap: the office's own, in Jakarta's cities the province's."""
    if _is_jakarta_below(rekap):
        return formulir_jakarta(rekap.unit.jenjang)
    return formulir_of(instansi.paket_formulir, rekap.unit.jenjang)


def _kepala(instansi: Instansi) -> Penanda:
    return Penanda(instansi.nama_kepala, instansi.jabatan_kepala, instansi.pangkat, instansi.nip)


def judul_wilayah(rekap: Rekap) -> str:
    """Return the area as the title says it: `KABUPATEN BANTUL`, `KECAMATAN SEWON`, `NASIONAL`."""
    if rekap.tingkat is Tingkat.NASIONAL:
        return "NASIONAL"
    rank = {
        Tingkat.PROVINSI: "PROVINSI ",
        Tingkat.KECAMATAN: "KECAMATAN ",
        Tingkat.DESA: "" if rekap.rt else "DESA/KELURAHAN ",
    }
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
    wilayah = rekap.nama.partition(",")[0]
    kepala = kepala_daerah(wilayah)
    return tuple(line.format(wilayah=wilayah, kepala=kepala) for line in formulir.atas)


def kepala_daerah(wilayah: str) -> str:
    """Return what the head of a regency or city is called: `Bupati Bantul`, `Wali Kota Solok`."""
    if wilayah.startswith(KOTA):
        return f"Wali {wilayah}"
    return "Bupati " + wilayah.removeprefix("Kabupaten ")


def _tempat(rekap: Rekap, instansi: Instansi) -> str:
    return instansi.kota_ttd or ("Jakarta" if rekap.tingkat is Tingkat.NASIONAL else TITIK)
