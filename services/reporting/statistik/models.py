"""Shapes of the public figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from pydantic import BaseModel

from services.reporting.penghitung.models import Angka, Titik
from shared.wilayah.kode import Tingkat


class Terbitan(NamedTuple):
    """What is published: the figures of the end of `per`, made at `terbit_at`."""

    per: date
    terbit_at: datetime


class Bulanan(NamedTuple):
    """An area's public count at a month's end."""

    kode: str
    per: date
    angka: Angka


class Rincian(NamedTuple):
    """Persons of an area by one value of a dimension."""

    kode: str
    dimensi: str
    nilai: str
    jumlah: int


class Bagian(NamedTuple):
    """An area below, with its public count."""

    kode: str
    nama: str
    angka: Angka


class Arus(NamedTuple):
    """Persons of a province (`asal`) who stay in another (`tujuan`)."""

    asal: str
    tujuan: str
    jumlah: int


@dataclass(frozen=True)
class Statistik:
    """All that is published of an area; `tren` ends with the month that is shown."""

    kode: str
    nama: str
    tingkat: Tingkat
    terbitan: Terbitan
    tren: tuple[Titik, ...]
    bagian: tuple[Bagian, ...]
    kabupaten: tuple[Bagian, ...]
    rincian: tuple[Rincian, ...]
    arus: tuple[Arus, ...]

    @property
    def angka(self) -> Angka:
        """Return the area's count."""
        return self.tren[-1].angka


class BulanAnswer(BaseModel):
    """An area's count at a month's end."""

    per: date
    laki_laki: int
    perempuan: int
    jumlah: int


class BagianTerbit(BaseModel):
    """An area below."""

    kode: str
    nama: str
    laki_laki: int
    perempuan: int
    jumlah: int


class RincianTerbit(BaseModel):
    """One value of a dimension."""

    dimensi: str
    nilai: str
    jumlah: int


class StatistikAnswer(BaseModel):
    """All that is published of an area: multiples of 5; 0 is nobody, or few."""

    kode: str
    nama: str
    tingkat: str
    per: date
    terbit_at: datetime
    bulan: list[BulanAnswer]
    bagian: list[BagianTerbit]
    rincian: list[RincianTerbit]
