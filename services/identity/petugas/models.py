"""Shapes of officers."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

Peran = Literal["petugas", "petugas_provinsi", "petugas_kementerian"]


class Petugas(BaseModel):
    """An officer; `wilayah` is the area he acts in, "" for the nation."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    nama: str
    peran: Peran
    wilayah: str
    sandi: str = Field(repr=False)
    kunci: bytes = Field(repr=False)
    totp_sealed: bytes = Field(repr=False)


class PetugasBaru(BaseModel):
    """An officer to be entered; the password is hashed already."""

    model_config = ConfigDict(frozen=True)

    nama: str
    email: str
    peran: Peran
    wilayah: str
    sandi: str = Field(repr=False)
    totp: str = Field(repr=False)
