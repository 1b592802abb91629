"""Shapes of selfies."""

from __future__ import annotations

from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.identity.swafoto.rules import Saran


class Swafoto(BaseModel):
    """A stored selfie; `kunci` is its wrapped key, `saran` what could be better about it."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    kunci: bytes = Field(repr=False)
    nama_objek: str
    akun_id: UUID | None
    saran: list[Saran] = []


class SwafotoIsi(BaseModel):
    """A selfie as JSON brings it: base64 of a JPG, PNG or WebP of at most 5 MB."""

    berkas: str = Field(max_length=7_000_000, repr=False)


class SwafotoJawab(BaseModel):
    """The id to sign up with; `saran` is advice that may be overruled, `kode` what it is about."""

    id: UUID
    saran: str = ""
    kode: list[Saran] = []
