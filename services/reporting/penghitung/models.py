"""Shapes of the counters."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, TypeAlias


class Kunci(NamedTuple):
    """What one counter counts: an area, and within it one value of one dimension."""

    kode_wilayah: str
    dimensi: str
    nilai: str


class Sentuhan(NamedTuple):
    """What changes one day of one counter; `hari` 0 is its opening balance of the year."""

    kode_wilayah: str
    dimensi: str
    nilai: str
    bulan: date
    hari: int
    laki_laki: int
    perempuan: int


class Angka(NamedTuple):
    """Persons by sex."""

    laki_laki: int
    perempuan: int

    @property
    def jumlah(self) -> int:
        """Return both together."""
        return self.laki_laki + self.perempuan

    def plus(self, other: Angka) -> Angka:
        """Return the sum of both."""
        return Angka(self.laki_laki + other.laki_laki, self.perempuan + other.perempuan)


class Titik(NamedTuple):
    """The count at the end of a day."""

    tanggal: date
    angka: Angka


class Nilai(NamedTuple):
    """One value of a dimension, with its count."""

    nilai: str
    angka: Angka


Letak: TypeAlias = tuple[Kunci, date, int]
