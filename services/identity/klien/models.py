"""Shapes of klien."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class Klien(BaseModel):
    """A program of another system; `wilayah` is what it may read of, "" the nation."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    nama: str
    tujuan: str
    lingkup: tuple[str, ...]
    wilayah: str
    rahasia_hash: bytes = Field(repr=False, exclude=True)
    sid: UUID = Field(exclude=True)
    created_by: UUID
    created_at: datetime
    rotated_at: datetime | None
    used_at: datetime | None
    revoked_at: datetime | None
    rahasia_lama: bytes | None = Field(default=None, repr=False, exclude=True)
    rahasia_lama_sampai: datetime | None = None


class KlienForm(BaseModel):
    """What the Ministry says of a new program: its name, what it reads for, scopes and area."""

    nama: str = Field(max_length=200)
    tujuan: str = Field(max_length=500)
    lingkup: list[str] = Field(max_length=20)
    wilayah: str = Field(default="", max_length=13)


class KlienBaru(KlienForm):
    """A new program; `kode` of the second factor if it was not shown for five minutes."""

    kode: str = Field(default="", max_length=20, repr=False)


class KlienDibuat(BaseModel):
    """A program's id and secret: the secret is told this once.

    `rahasia_lama_sampai`: until when the secret before lets in too.
    """

    client_id: UUID
    client_secret: str
    rahasia_lama_sampai: datetime | None = None


class KlienDaftar(BaseModel):
    """All programs, the newest first."""

    klien: list[Klien]


class KlienDicabut(BaseModel):
    """The program's tokens count no longer."""

    client_id: UUID


class TokenDitolak(BaseModel):
    """A refusal as RFC 6749 tells it."""

    error: str


class TokenJawab(BaseModel):
    """A token as RFC 6749 tells it: send it as Bearer; `expires_in` is in seconds."""

    access_token: str
    token_type: str = "Bearer"  # noqa: S105 - a type, no secret
    expires_in: int
    scope: str
