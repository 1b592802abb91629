"""Shapes of a sign-up in the making."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

IDENTITAS = ("nik", "nama", "kk", "alamat", "ktp_provinsi", "ktp_kabupaten", "ktp_kecamatan",
             "ktp_kelurahan")  # fmt: skip
KONTAK = ("telepon", "email")


class Draf(BaseModel):
    """What was filled in so far; `langkah` is the step that comes next.

    Of the password only the hash is kept, and it is never shown again.
    """

    model_config = ConfigDict(frozen=True)

    langkah: Literal[1, 2, 3] = 1
    identitas: dict[str, str] = Field(default_factory=dict, repr=False)
    kontak: dict[str, str] = Field(default_factory=dict, repr=False)
    sandi: str = Field(default="", repr=False)
    swafoto_id: UUID | None = None
    captcha_until: datetime | None = None


class AkunIsi(BaseModel):
    """A whole sign-up as JSON. `captcha_id` and `captcha` are those of POST captcha."""

    nik: str = Field(max_length=40, repr=False)
    nama: str = Field(max_length=200, repr=False)
    kk: str = Field(max_length=40, repr=False)
    alamat: str = Field(max_length=400, repr=False)
    kode_wilayah: str = Field(max_length=13)
    telepon: str = Field(max_length=40, repr=False)
    email: str = Field(max_length=300, repr=False)
    sandi: str = Field(max_length=128, repr=False)
    swafoto_id: UUID
    setuju: bool
    captcha_id: UUID
    captcha: str = Field(max_length=12)


class AkunDiterima(BaseModel):
    """The same answer whether the NIK, address or phone was known or not."""

    pesan: str
