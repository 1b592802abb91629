"""Shapes of a recap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from pydantic import BaseModel

from services.reporting.penghitung.models import Angka, Titik
from services.reporting.rekap.alamat import Unit
from shared.wilayah.kode import Tingkat


class Baris(NamedTuple):
    """One area below, with its count; `kode` is its address, empty where it has no recap."""

    kode: str
    nama: str
    angka: Angka


@dataclass(frozen=True)
class Rekap:
    """The recap of an area as of the end of `per`, by the areas right below it.

    `tren` holds the last twelve month ends, the last of them being `per`; `total` is the area's
    own counter, which equals the sum of the rows.
    """

    kode: str
    nama: str
    tingkat: Tingkat
    per: date
    zona: str
    dihitung_at: datetime
    baris: tuple[Baris, ...]
    tren: tuple[Titik, ...]
    rt: str = ""

    @property
    def unit(self) -> Unit:
        """Return what the recap is of."""
        return Unit(self.kode, self.rt)

    @property
    def jumlah(self) -> Angka:
        """Return the sum of the rows, as the form's last line shows it."""
        return Angka(
            sum(baris.angka.laki_laki for baris in self.baris),
            sum(baris.angka.perempuan for baris in self.baris),
        )

    @property
    def total(self) -> Angka:
        """Return the area's own counter."""
        return self.tren[-1].angka

    @property
    def lalu(self) -> Titik:
        """Return the end of the month before."""
        return self.tren[-2]


class BarisAnswer(BaseModel):
    """One area below."""

    kode: str
    nama: str
    laki_laki: int
    perempuan: int
    jumlah: int


class RekapAnswer(BaseModel):
    """A recap: of `kode` (`nasional` for the nation) as of the end of `per`."""

    kode: str
    nama: str
    tingkat: str
    per: date
    dihitung_at: datetime
    laki_laki: int
    perempuan: int
    jumlah: int
    baris: list[BarisAnswer]


class NilaiAnswer(BaseModel):
    """One value of what is counted apart."""

    nilai: str
    nama: str
    laki_laki: int
    perempuan: int
    jumlah: int


class DimensiAnswer(BaseModel):
    """An area's count by one dimension, as of the end of `per`."""

    kode: str
    dimensi: str
    per: date
    jumlah: int
    baris: list[NilaiAnswer]
