"""Shapes of a recap: what moves a count, and what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from pydantic import BaseModel

from shared.wilayah.kode import Tingkat


class Gerak(NamedTuple):
    """One person who begins (+1) or stops (−1) to count in a village on a day."""

    kode_wilayah: str
    jenis_kelamin: str
    tanggal: date
    tanda: int


class Perubahan(NamedTuple):
    """What one day adds to one area; less than nothing if more persons stop than begin."""

    kode_wilayah: str
    tanggal: date
    laki_laki: int
    perempuan: int


class Masuk(NamedTuple):
    """One person of a stay, as it is kept in `tinggal`."""

    orang_id: UUID
    domisili_id: UUID
    permohonan_id: UUID
    kode_wilayah: str
    kode_asal: str
    jenis_kelamin: str
    kelompok_umur: str
    keperluan: str
    mulai: date
    selesai: date
    version: int


class Keluar(NamedTuple):
    """A new end of one person's stay."""

    orang_id: UUID
    selesai: date
    version: int


class Dipindah(NamedTuple):
    """A stay whose end moved: what is kept now, and the end that stood there before."""

    kode_wilayah: str
    jenis_kelamin: str
    selesai_lama: date
    selesai: date


class Angka(NamedTuple):
    """Persons by sex."""

    laki_laki: int
    perempuan: int

    @property
    def jumlah(self) -> int:
        """Return both together."""
        return self.laki_laki + self.perempuan


class Baris(NamedTuple):
    """One area below, with its count."""

    kode: str
    nama: str
    angka: Angka


class Titik(NamedTuple):
    """The count at the end of a day."""

    tanggal: date
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
