"""Shapes of sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class Sesi(BaseModel):
    """A session that counts."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    subjek_id: UUID
    jenis: Literal["penduduk", "petugas"]
    peramban: str
    created_at: datetime
    seen_at: datetime
    token_until: datetime
    expires_at: datetime


class Percobaan(BaseModel):
    """A try to log in."""

    model_config = ConfigDict(frozen=True)

    email: str = Field(repr=False)
    sandi: str = Field(repr=False)
    perangkat: str = Field(default="", repr=False)
    captcha_id: UUID | None = None
    captcha: str = ""
    alamat: str = "-"
    peramban: str = ""


class Masuk(BaseModel):
    """A resident's login as JSON; the captcha is spared a device that logged in before."""

    email: str = Field(max_length=300, repr=False)
    sandi: str = Field(max_length=1000, repr=False)
    captcha_id: UUID | None = None
    captcha: str = Field(default="", max_length=12)
    perangkat: str = Field(default="", max_length=100, repr=False)


class MasukPetugas(BaseModel):
    """An officer's login as JSON."""

    email: str = Field(max_length=300, repr=False)
    sandi: str = Field(max_length=1000, repr=False)
    totp: str = Field(max_length=20, repr=False)


class SesiBaru(BaseModel):
    """A new session: send `token` as Bearer; keep `perangkat` to be spared the captcha."""

    token: str
    expires_at: datetime
    perangkat: str = ""


class SesiDicabut(BaseModel):
    """The session counts no longer."""

    pesan: str
