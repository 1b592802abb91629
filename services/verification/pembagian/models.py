"""Shapes of the division of an office's work."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.verification.antrean.models import Tugas
from shared.errors import Message

BATAS = 20
BATAS_TERTINGGI = 200
PALING_BANYAK = 50


@dataclass(frozen=True)
class Rekan:
    """An officer of an office, in which roles, and how many open tugas he holds."""

    id: UUID
    nama: str
    peran: tuple[str, ...]
    dipegang: int


@dataclass(frozen=True)
class Ruang:
    """How many open tugas an officer may hold, and how many he does."""

    batas: int
    dipegang: int

    @property
    def sisa(self) -> int:
        """Return how many more he may take."""
        return max(0, self.batas - self.dipegang)


@dataclass(frozen=True)
class Hasil:
    """What became of several tugas at once: those taken, and of the others why not."""

    diambil: list[Tugas] = field(default_factory=list)
    ditolak: list[tuple[Tugas, Message]] = field(default_factory=list)


class PilihForm(BaseModel):
    """Several tugas of the queue."""

    model_config = ConfigDict(extra="forbid")

    tugas_ids: list[UUID] = Field(min_length=1, max_length=PALING_BANYAK)


class TugaskanForm(PilihForm):
    """Several tugas and the officer who is to do them."""

    petugas_id: UUID


class BatasForm(BaseModel):
    """How many open tugas one officer may hold."""

    model_config = ConfigDict(extra="forbid")

    batas: int = Field(ge=1, le=BATAS_TERTINGGI)


class TugasDitolak(BaseModel):
    """A tugas that was not taken, and why."""

    id: UUID
    nomor: str
    pesan: str


class HasilPembagian(BaseModel):
    """Which tugas were taken, and of the others why not."""

    diambil: list[UUID]
    ditolak: list[TugasDitolak]


class RekanRow(BaseModel):
    """An officer of the office and how many open tugas he holds."""

    id: UUID
    nama: str
    peran: list[str]
    dipegang: int


class Pembagian(BaseModel):
    """How an office's open tugas are divided."""

    batas: int
    petugas: list[RekanRow]


class Perpanjangan(BaseModel):
    """Until when the tugas is held; `pukul` is that time in the office's zone."""

    diambil_sampai: datetime
    pukul: str
