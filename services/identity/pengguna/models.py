"""Shapes of the officers of an area."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field


class PenggunaRow(BaseModel):
    """One role of one officer, as the list shows it."""

    petugas_id: UUID
    penugasan_id: UUID
    nama: str
    peran: str
    wilayah: str
    nama_wilayah: str = ""
    created_at: datetime
    seen_at: datetime | None


class UndanganRow(BaseModel):
    """One invitation that waits, as the list shows it."""

    id: UUID
    nama: str
    email: str
    peran: str
    wilayah: str
    nama_wilayah: str
    expires_at: datetime


class DaftarPengguna(BaseModel):
    """The officers of an area and who is invited."""

    pengguna: list[PenggunaRow]
    undangan: list[UndanganRow]


Alasan = Literal["pindah", "pensiun", "berhenti", "pelanggaran", "keliru", "lainnya"]


class PeranForm(BaseModel):
    """A role over an area; it replaces the role `ganti`, if that is given."""

    peran: str = Field(max_length=40)
    wilayah: str = Field(max_length=20)
    ganti: UUID | None = None
    kode: str = Field(default="", max_length=20, repr=False)


class KodeForm(BaseModel):
    """The code of the second factor, if it was not shown for five minutes."""

    kode: str = Field(default="", max_length=20, repr=False)


class AkhiriForm(KodeForm):
    """Why a role ends: pindah, pensiun, berhenti, pelanggaran, keliru or lainnya."""

    alasan: Alasan
