"""Shapes of what is being filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.registration.permohonan.models import Frozen, Keperluan, Pengikut, TempatTinggal
from shared.wilayah.kode import NASIONAL, zona_of


class Isian(Frozen):
    """What was filled in so far; each part was checked when it was saved."""

    keperluan: Keperluan | None = None
    domisili: TempatTinggal | None = None
    ada_pengikut: bool | None = None
    pengikut: tuple[Pengikut, ...] = ()
    keterangan: dict[str, str] = {}

    @property
    def is_pengikut_filled(self) -> bool:
        """Tell whether it is said who comes along, or that nobody does."""
        return self.ada_pengikut is False or bool(self.pengikut)


@dataclass(frozen=True)
class Lengkap:
    """Which parts of a draft have all that is compulsory."""

    keperluan: bool
    domisili: bool
    pengikut: bool
    keterangan: bool
    berkas: bool

    @property
    def semua(self) -> bool:
        """Tell whether it can be sent."""
        return all(vars(self).values())


@dataclass(frozen=True)
class DrafRow:
    """A draft as kept: sealed; `bidang` are the open fields of one that corrects."""

    id: UUID
    akun_id: UUID
    version: int
    isian: bytes
    saved_at: datetime
    bidang: list[str] | None


@dataclass(frozen=True)
class Draf:
    """A draft opened for its owner.

    `bidang`: it corrects the permohonan of the same id, which the office returned, in these fields.
    """

    id: UUID
    version: int
    isian: Isian
    saved_at: datetime
    bidang: tuple[str, ...] | None = None

    def is_open(self, *bidang: str) -> bool:
        """Tell whether any of these fields may be filled in."""
        return self.bidang is None or any(one in self.bidang for one in bidang)

    @property
    def kode_wilayah(self) -> str:
        """Return the village of the stay, empty as long as none is chosen."""
        return self.isian.domisili.kode_wilayah if self.isian.domisili else ""

    @property
    def zona(self) -> str:
        """Return the zone of the destination, Jakarta's as long as it is unknown."""
        place = self.isian.domisili
        return zona_of(place.kode_wilayah if place else NASIONAL)
