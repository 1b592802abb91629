"""Shapes of the verified resident."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from shared.crypto import SubjectKey


class Diri(BaseModel):
    """What is personal of a pemohon; kept sealed. Forms and the proof print the NIK."""

    model_config = ConfigDict(frozen=True)

    nama: str
    jenis_kelamin: Literal["L", "P"]
    tanggal_lahir: date
    nik: str = ""


@dataclass(frozen=True)
class PemohonRow:
    """A pemohon as it is kept."""

    akun_id: UUID
    kode_wilayah_asal: str
    nik_index: bytes
    kunci: bytes
    pribadi: bytes


@dataclass(frozen=True)
class Pemohon:
    """A verified resident with the key that opens what is sealed for this person."""

    akun_id: UUID
    kode_wilayah_asal: str
    nik_index: bytes
    key: SubjectKey
    diri: Diri

    @property
    def nama_panggilan(self) -> str:
        """Return the first word of the name."""
        return self.diri.nama.split()[0]
