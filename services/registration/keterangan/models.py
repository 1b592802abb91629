"""Shapes of what a form pack asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Bidang:
    """One field; with `pilihan` one of these codes is chosen, else it is text."""

    kode: str
    label: str
    petunjuk: str
    wajib: bool
    pilihan: Mapping[str, str]

    def tampil(self, isi: str) -> str:
        """Return what was filled in as people read it."""
        return self.pilihan.get(isi, isi)


@dataclass(frozen=True)
class Lembar:
    """What a form pack asks of the applicant, of each member, of who cancels; which documents."""

    judul: str
    pemohon: tuple[Bidang, ...]
    pengikut: tuple[Bidang, ...]
    pembatalan: tuple[Bidang, ...]
    dokumen_wajib: frozenset[str]
    pendukung: Mapping[str, str]

    @property
    def asks(self) -> bool:
        """Tell whether the applicant is asked anything besides."""
        return bool(self.pemohon)
