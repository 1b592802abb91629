"""Shapes of officers."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

Peran = Literal[
    "ketua_rt", "petugas_desa", "lurah", "camat", "petugas", "supervisor", "kepala_dinas",
    "admin_kabupaten", "sekda", "petugas_provinsi", "sekretaris_provinsi",
    "petugas_kementerian", "auditor", "mitra",
]  # fmt: skip


class Petugas(BaseModel):
    """An officer; what he may do is in his penugasan."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    nama: str
    sandi: str = Field(repr=False)
    kunci: bytes = Field(repr=False)
    totp_sealed: bytes = Field(repr=False)


class Penugasan(BaseModel):
    """A role that an officer holds over an area, "" for the nation."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    petugas_id: UUID
    peran: Peran
    wilayah: str
    created_at: datetime


class PetugasBaru(BaseModel):
    """An officer to be entered with his first role; the password is hashed already."""

    model_config = ConfigDict(frozen=True)

    nama: str
    email: str
    peran: Peran
    wilayah: str
    sandi: str = Field(repr=False)
    totp: str = Field(repr=False)


class Pekerjaan(BaseModel):
    """One thing that an officer can do, and its page."""

    judul: str
    url: str
    teks: str


class BerandaPetugas(BaseModel):
    """What an officer can do in his role; `mulai` is the page where it begins."""

    peran: str
    wilayah: str
    mulai: str
    tugas: str
    pekerjaan: list[Pekerjaan]
