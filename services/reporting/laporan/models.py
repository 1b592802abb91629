"""Shapes of a recap on its way up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.reporting.penghitung.models import Angka
from services.reporting.rekap.alamat import Unit


@dataclass(frozen=True)
class Rantai:
    """What a level does with its recap: who prepares and takes in, who signs in which order."""

    siapkan: tuple[str, ...]
    ttd: tuple[str, ...]

    @property
    def roles(self) -> frozenset[str]:
        """Return everybody who has a part in it."""
        return frozenset((*self.siapkan, *self.ttd))


@dataclass(frozen=True)
class Laporan:
    """One revision of one level's recap; `isi` is as it was prepared."""

    id: UUID
    kode_wilayah: str
    rt: str
    jenjang: str
    periode: str
    nomor_revisi: int
    per: date
    kepada: str
    status: str
    ttd: int
    isi: Mapping[str, Any]
    sidik: str
    laki_laki: int
    perempuan: int
    dihitung_at: datetime

    @property
    def unit(self) -> Unit:
        """Return whose recap it is."""
        return Unit(self.kode_wilayah, self.rt)

    @property
    def angka(self) -> Angka:
        """Return its total."""
        return Angka(self.laki_laki, self.perempuan)


class Langkah(NamedTuple):
    """One thing that was done with a recap."""

    tindakan: str
    peran: str
    nama: str
    catatan: str
    at: datetime


class Bagian(NamedTuple):
    """One part of a level: what it reported, and what is counted there now."""

    kode: str
    nama: str
    sekarang: Angka
    laporan: Laporan | None

    @property
    def beda(self) -> bool:
        """Tell whether it reported other figures than are counted now."""
        return self.laporan is not None and self.laporan.angka != self.sekarang


class Perbedaan(NamedTuple):
    """A row that differs between two sets of figures."""

    nama: str
    dulu: Angka
    kini: Angka


class Kejadian(NamedTuple):
    """A fact that came after a recap was prepared: what a difference is made of."""

    jenis: str
    nobukti: str
    kode_wilayah: str
    at: datetime


@dataclass(frozen=True)
class Keadaan:
    """Everything a level sees of its recap of a period."""

    unit: Unit
    nama: str
    periode: str
    zona: str
    rantai: Rantai | None
    penerima: Unit | None
    laporan: Laporan | None
    langkah: Sequence[Langkah]
    bagian: Sequence[Bagian]
    sekarang: Angka
    jumlah_baris: Angka
    beda: Sequence[Perbedaan]
    beda_revisi: Sequence[Perbedaan]
    kejadian: Sequence[Kejadian]


class AlasanBody(BaseModel):
    """Why a recap is given back; empty for everything else."""

    model_config = ConfigDict(extra="forbid")

    alasan: str = ""


class LangkahAnswer(BaseModel):
    """One thing that was done."""

    tindakan: str
    peran: str
    nama: str
    catatan: str
    at: datetime


class BagianAnswer(BaseModel):
    """One part: its recap's state, reported and present totals."""

    kode: str
    nama: str
    status: str
    nomor_revisi: int | None
    dilaporkan: int | None
    sekarang: int
    beda: bool


class PerbedaanAnswer(BaseModel):
    """A row that differs between the recap and what is counted now."""

    nama: str
    dulu: int
    kini: int


class LaporanAnswer(BaseModel):
    """A level's recap of a period; `status` is `none` where nothing was prepared.

    `bertanda_tangan`: whether its PDF is signed electronically.
    """

    kode: str
    periode: str
    tenggat: date | None
    status: str
    nomor_revisi: int | None
    kepada: str | None
    sidik: str
    bertanda_tangan: bool
    isi: dict[str, Any]
    sekarang: int
    beda: list[PerbedaanAnswer]
    langkah: list[LangkahAnswer]
    bagian: list[BagianAnswer]
