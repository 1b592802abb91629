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

    @property
    def is_pengikut_filled(self) -> bool:
        """Tell whether it is said who comes along, or that nobody does."""
        return self.ada_pengikut is False or bool(self.pengikut)

    @property
    def is_whole(self) -> bool:
        """Tell whether every part is filled in."""
        return bool(self.keperluan and self.domisili and self.is_pengikut_filled)


@dataclass(frozen=True)
class DrafRow:
    """A draft as kept: sealed."""

    id: UUID
    akun_id: UUID
    version: int
    isian: bytes
    saved_at: datetime


@dataclass(frozen=True)
class Draf:
    """A draft opened for its owner."""

    id: UUID
    version: int
    isian: Isian
    saved_at: datetime

    @property
    def zona(self) -> str:
        """Return the zone of the destination, Jakarta's as long as it is unknown."""
        place = self.isian.domisili
        return zona_of(place.kode_wilayah if place else NASIONAL)
