"""Shapes of the figures of the offices' work."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from pydantic import BaseModel


@dataclass(frozen=True)
class Menunggu:
    """What waits in some offices now, by how long it has been waiting."""

    semua: int
    hari_ini: int
    lewat: int
    bebas: int
    sehari: int
    tiga_hari: int
    seminggu: int
    lebih: int


@dataclass(frozen=True)
class Selesai:
    """What was decided since a day; times in hours from arrival to decision."""

    jumlah: int
    disetujui: int
    hari_ini: int
    tepat_waktu: int
    median: float
    p90: float


@dataclass(frozen=True)
class PerPetugas:
    """What one officer decided, and how long it took."""

    petugas_id: UUID
    nama: str
    jumlah: int
    disetujui: int
    median: float
    dipegang: int


@dataclass(frozen=True)
class PerAlasan:
    """How often a reason was given."""

    jenis: str
    alasan: str
    jumlah: int


@dataclass(frozen=True)
class PerWilayah:
    """An area's figures: a province of the nation, an office of a province."""

    kode: str
    menunggu: int
    lewat: int
    jumlah: int
    tepat_waktu: int
    median: float
    p90: float


@dataclass(frozen=True)
class Kinerja:
    """All figures of an area; `petugas` only of one office, `wilayah` only above it."""

    kode: str
    hari: int
    menunggu: Menunggu
    selesai: Selesai
    alasan: list[PerAlasan]
    petugas: list[PerPetugas]
    wilayah: list[PerWilayah]


class KinerjaAnswer(BaseModel):
    """All figures of an area, as programs read them."""

    kode: str
    hari: int
    menunggu: dict[str, int]
    selesai: dict[str, float]
    alasan: list[dict[str, str | int]]
    petugas: list[dict[str, str | int | float]]
    wilayah: list[dict[str, str | int | float]]
