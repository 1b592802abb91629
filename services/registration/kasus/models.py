"""Shapes of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

JenisKasus = Literal["domisili_ganda", "pengikut_ganda"]


@dataclass(frozen=True)
class Sisi:
    """One side of a case: a stay and which of its persons seem to stay elsewhere too."""

    domisili_id: UUID
    permohonan_id: UUID
    akun_id: UUID
    nobukti: str
    kode_wilayah_tujuan: str
    kode_wilayah_asal: str
    orang_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class Ganda:
    """Two stays with the same persons in them, the newer one first."""

    baru: Sisi
    lama: Sisi
    jenis: JenisKasus


@dataclass(frozen=True)
class KasusRow:
    """A case as kept, for the office of `domisili_id`."""

    id: UUID
    jenis: JenisKasus
    domisili_id: UUID
    lain_id: UUID
    kode_kantor: str
    orang_ids: tuple[UUID, ...]
    version: int
    status: str
    hasil: str
    opened_at: datetime
