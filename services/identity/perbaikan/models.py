"""Shapes of a correction."""

from __future__ import annotations

from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

DIRI = ("nik", "nama", "kk", "alamat", "telepon")
FIELDS = (*DIRI, "ktp_provinsi", "ktp_kabupaten", "ktp_kecamatan", "ktp_kelurahan")


class Perbaikan(BaseModel):
    """What a corrected akun shall say: checked; without `swafoto_id` the selfie stays."""

    model_config = ConfigDict(frozen=True)

    nik: str = Field(repr=False)
    kk: str = Field(repr=False)
    nama: str = Field(repr=False)
    alamat: str = Field(repr=False)
    telepon: str = Field(repr=False)
    kode_wilayah: str
    swafoto_id: UUID | None = None


class PerbaikanIsi(BaseModel):
    """A correction as JSON; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    nik: str | None = Field(default=None, max_length=40, repr=False)
    nama: str | None = Field(default=None, max_length=200, repr=False)
    kk: str | None = Field(default=None, max_length=40, repr=False)
    alamat: str | None = Field(default=None, max_length=400, repr=False)
    telepon: str | None = Field(default=None, max_length=40, repr=False)
    kode_wilayah: str | None = Field(default=None, max_length=13)
    swafoto_id: UUID | None = None


class PerbaikanDiterima(BaseModel):
    """The correction waits for the office; so many are left."""

    pesan: str
    sisa_kesempatan: int
