"""Shapes of the dashboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from pydantic import BaseModel

from services.reporting.laporan.models import Bagian


class Sepi(NamedTuple):
    """An office of whose area nothing was heard lately, or ever."""

    kode_kantor: str
    nama: str
    terakhir_at: datetime | None


@dataclass(frozen=True)
class Dasbor:
    """How an area's reporting of a period stands."""

    kode: str
    nama: str
    periode: str
    zona: str
    bagian: Sequence[tuple[Bagian, str]]
    sepi: Sequence[Sepi]

    @property
    def melapor(self) -> int:
        """Return how many parts sent their recap."""
        return sum(1 for _, status in self.bagian if status in ("sent", "accepted"))

    @property
    def terlambat(self) -> int:
        """Return how many parts are late."""
        return sum(1 for _, status in self.bagian if status == "late")

    @property
    def berbeda(self) -> int:
        """Return how many parts reported other figures than are counted now."""
        return sum(1 for satu, _ in self.bagian if satu.beda)


class SepiAnswer(BaseModel):
    """An office of whose area nothing was heard lately."""

    kode_kantor: str
    nama: str
    terakhir_at: datetime | None


class DasborAnswer(BaseModel):
    """How an area's reporting of a period stands."""

    kode: str
    periode: str
    tenggat: date | None
    jumlah_bagian: int
    melapor: int
    terlambat: int
    berbeda: int
    belum: list[str]
    sepi: list[SepiAnswer]
