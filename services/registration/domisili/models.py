"""Shapes of a stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.nik import JenisKelamin


@dataclass(frozen=True)
class DomisiliRow:
    """A stay: who is in it counts from `tanggal_mulai` until before `tanggal_berakhir`."""

    id: UUID
    permohonan_id: UUID
    akun_id: UUID
    kode_wilayah_asal: str
    kode_wilayah_tujuan: str
    keperluan: str
    tanggal_mulai: date
    tanggal_berakhir: date


@dataclass(frozen=True)
class OrangRow:
    """One person of a stay; `pengikut_id` is None for the applicant."""

    orang_id: UUID
    pengikut_id: UUID | None
    jenis_kelamin: JenisKelamin
    kelompok_umur: str
