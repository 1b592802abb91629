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
    penugasan_id: UUID | None = None
    ingat_id: UUID | None = None
    stepped_at: datetime | None = None


class Ingat(BaseModel):
    """A browser that logs in by itself: the family of its tokens."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    subjek_id: UUID
    perangkat_hash: bytes = Field(repr=False)
    token_hash: bytes = Field(repr=False)
    previous_hash: bytes | None = Field(repr=False)
    rotated_at: datetime
    expires_at: datetime


class Perangkat(BaseModel):
    """A browser in which somebody logged in before; `diingat`: it logs in by itself."""

    id: UUID
    peramban: str
    created_at: datetime
    seen_at: datetime
    diingat: bool


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
    ingat: bool = False


class Masuk(BaseModel):
    """A resident's login as JSON; the captcha is spared a device that logged in before."""

    email: str = Field(max_length=300, repr=False)
    sandi: str = Field(max_length=1000, repr=False)
    captcha_id: UUID | None = None
    captcha: str = Field(default="", max_length=12)
    perangkat: str = Field(default="", max_length=100, repr=False)
    ingat: bool = False


class MasukIngat(BaseModel):
    """A login by the token that was given out with `ingat`."""

    ingat: str = Field(max_length=200, repr=False)


class MasukPetugas(BaseModel):
    """An officer's login as JSON."""

    email: str = Field(max_length=300, repr=False)
    sandi: str = Field(max_length=1000, repr=False)
    totp: str = Field(max_length=20, repr=False)
    perangkat: str = Field(default="", max_length=100, repr=False)


class SesiBaru(BaseModel):
    """A new session: send `token` as Bearer; keep `perangkat` to be known at the next login.

    A known device is spared the captcha, and no stranger's wrong passwords hold it off.

    `ingat` opens the next session without a password; it is another one each time.
    """

    token: str
    expires_at: datetime
    perangkat: str = ""
    ingat: str = ""


class SesiSaya(BaseModel):
    """One of a person's own sessions."""

    id: UUID
    peramban: str
    created_at: datetime
    seen_at: datetime
    ini: bool


class DaftarSesi(BaseModel):
    """Where a person is logged in, and in which browsers he was before."""

    sesi: list[SesiSaya]
    perangkat: list[Perangkat]


class SesiDicabut(BaseModel):
    """The session counts no longer."""

    pesan: str
