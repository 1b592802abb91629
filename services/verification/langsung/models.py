"""Shapes of what an open page is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.verification.antrean.models import Jenis, Jumlah


@dataclass(frozen=True)
class Kelompok:
    """How many open tugas of a kind one officer holds, or nobody, and how many are due today."""

    jenis: Jenis
    pemegang: UUID | None
    jumlah: int
    hari_ini: int


@dataclass(frozen=True)
class Denah:
    """An office's queue as all its pages share it: the groups, and the newest tugas."""

    kelompok: Sequence[Kelompok]
    terbaru: Sequence[tuple[UUID, Jenis]]

    def jumlah_of(self, petugas_id: UUID) -> Jumlah:
        """Return the counts as one officer sees them."""
        by_kind: Mapping[str, int] = {
            jenis: sum(one.jumlah for one in self.kelompok if one.jenis == jenis)
            for jenis in ("akun", "permohonan", "kasus")
        }
        return Jumlah(
            **by_kind,
            hari_ini=sum(one.hari_ini for one in self.kelompok),
            saya=sum(one.jumlah for one in self.kelompok if one.pemegang == petugas_id),
        )


@dataclass(frozen=True)
class BarisKini:
    """A row that a page shows, as it is now."""

    id: UUID
    is_open: bool
    pemegang: UUID | None
    pemegang_nama: str


@dataclass(frozen=True)
class Lihat:
    """What a page shows: its rows, and since when; without `sejak` it counts nothing as new."""

    jenis: Jenis | None
    sejak: UUID | None
    baris: tuple[UUID, ...]
