"""Shapes of invitations."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.identity.petugas.models import Peran


class UndanganForm(BaseModel):
    """Whom to invite: name, address, role and area."""

    nama: str = Field(max_length=200)
    email: str = Field(max_length=300, repr=False)
    peran: str = Field(max_length=40)
    wilayah: str = Field(max_length=20)


class Undangan(BaseModel):
    """An invitation that waits, opened."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    nama: str
    email: str = Field(repr=False)
    totp: str = Field(repr=False)
    peran: Peran
    wilayah: str
    created_at: datetime
    expires_at: datetime


class TerimaForm(BaseModel):
    """What the invited person brings; an officer already needs nothing of it."""

    sandi: str = Field(default="", max_length=1000, repr=False)
    sandi_ulang: str = Field(default="", max_length=1000, repr=False)
    kode: str = Field(default="", max_length=20, repr=False)
