"""Shapes of a stay: the head, its persons, what was recorded, what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from shared.errors import N_
from shared.nik import JenisKelamin

Jenis = Literal[
    "opened", "extended", "left", "departed", "moved", "expired", "corrected", "revoked"
]
KATA_JENIS: Mapping[str, str] = {
    "opened": N_("Tercatat"),
    "extended": N_("Diperpanjang"),
    "left": N_("Sebagian pergi"),
    "departed": N_("Pergi"),
    "moved": N_("Pindah menetap"),
    "expired": N_("Masa tinggal habis"),
    "corrected": N_("Dikoreksi petugas"),
    "revoked": N_("Dicabut petugas"),
}
# Why an officer corrects; the codes travel, the words are shown.
DASAR_KOREKSI: Mapping[str, str] = {
    "salah_tanggal": N_("Tanggal salah dicatat"),
    "salah_orang": N_("Orang keliru tercatat"),
    "laporan_warga": N_("Laporan warga atau RT"),
    "hasil_lapangan": N_("Hasil pemeriksaan lapangan"),
    "domisili_ganda": N_("Tercatat di dua tempat"),
}


@dataclass(frozen=True)
class DomisiliRow:
    """The head of a stay: from the first day on which anybody counts until before the last.

    `jatuh_tempo` is the next day on which it runs out by itself for somebody.
    """

    id: UUID
    permohonan_id: UUID
    akun_id: UUID
    kode_wilayah_asal: str
    kode_wilayah_tujuan: str
    keperluan: str
    tanggal_mulai: date
    tanggal_berakhir: date
    zona: str
    version: int
    recorded_at: datetime
    jatuh_tempo: date | None


@dataclass(frozen=True)
class OrangRow:
    """One person of a stay; `pengikut_id` is None for the applicant."""

    orang_id: UUID
    pengikut_id: UUID | None
    jenis_kelamin: JenisKelamin
    kelompok_umur: str


@dataclass(frozen=True)
class OrangBaru(OrangRow):
    """One person as a stay opens, with the keyed index of the NIK."""

    nik_index: bytes


@dataclass(frozen=True)
class Masa(OrangRow):
    """One person's time: counted from `mulai` until before `selesai`.

    `sebab` is why it ends on that day; empty while the end is only planned.
    """

    domisili_id: UUID
    mulai: date
    selesai: date
    sebab: str


@dataclass(frozen=True)
class Catatan:
    """What is to be recorded of persons of a stay; None leaves as it was."""

    id: UUID
    domisili_id: UUID
    jenis: Jenis
    orang_ids: tuple[UUID, ...]
    mulai: date | None = None
    selesai: date | None = None
    sebab: str | None = None
    dihitung: bool | None = None
    mengoreksi: UUID | None = None
    dasar: tuple[str, ...] = ()
    petugas_id: UUID | None = None


@dataclass(frozen=True)
class CatatanRow(Catatan):
    """What was recorded, and when."""

    version: int = 0
    recorded_at: datetime | None = None


@dataclass(frozen=True)
class Tinggal:
    """A stay with everyone who counts in it."""

    domisili: DomisiliRow
    masa: tuple[Masa, ...]

    def here(self, today: date) -> tuple[Masa, ...]:
        """Return whose time is not over."""
        return tuple(one for one in self.masa if one.selesai > today)

    @property
    def planned(self) -> tuple[Masa, ...]:
        """Return whose end is only planned."""
        return tuple(one for one in self.masa if not one.sebab)

    def is_over(self, today: date) -> bool:
        """Tell whether nobody's time goes on."""
        return not self.here(today)


@dataclass(frozen=True)
class Keadaan:
    """Until when a permohonan's stay lasts and why it ends then (empty while only planned)."""

    berakhir: date
    sebab: str
