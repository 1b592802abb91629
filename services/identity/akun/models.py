"""Shapes of akun."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

Status = Literal["registered", "submitted", "claimed", "approved", "rejected", "blocked"]


class DataDiri(BaseModel):
    """What a resident says of himself; NIK and KK are 16 digits, the phone is E.164."""

    model_config = ConfigDict(frozen=True)

    nik: str = Field(repr=False)
    kk: str = Field(repr=False)
    nama: str = Field(repr=False)
    alamat: str = Field(repr=False)
    telepon: str = Field(repr=False)
    email: str = Field(repr=False)


class Akun(BaseModel):
    """An akun, opened."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    diri: DataDiri = Field(repr=False)
    kode_wilayah: str
    bahasa: Literal["id", "en"]
    swafoto_id: UUID | None
    status: Status
    nomor: str | None
    version: int
    tenggat: datetime | None
    catatan: str = Field(repr=False)
    alasan: tuple[str, ...]
    bidang: tuple[str, ...]
    nik_ganda: bool
    sisa_kesempatan: int
    registered_at: datetime
    submitted_at: datetime | None
    claimed_at: datetime | None
    decided_at: datetime | None


class Penandaan(BaseModel):
    """What an officer found wrong: codes of reasons, and the fields to correct."""

    model_config = ConfigDict(frozen=True)

    alasan: tuple[str, ...] = ()
    bidang: tuple[str, ...] = ()


class AkunBaru(BaseModel):
    """A finished sign-up form: checked, the password hashed, the selfie stored."""

    model_config = ConfigDict(frozen=True)

    diri: DataDiri = Field(repr=False)
    kode_wilayah: str
    sandi: str = Field(repr=False)
    bahasa: Literal["id", "en"]
    swafoto_id: UUID


class Penduduk(BaseModel):
    """A person as the population registry knows him."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    nik: str = Field(repr=False)
    kk: str = Field(repr=False)
    nama: str = Field(repr=False)
    jenis_kelamin: Literal["L", "P"]
    tempat_lahir: str = Field(repr=False)
    tanggal_lahir: date = Field(repr=False)
    alamat: str = Field(repr=False)
    rt: str
    rw: str
    kode_wilayah: str


class BarisBanding(BaseModel):
    """One line of the comparison: written, registered, result."""

    label: str
    ditulis: str
    dukcapil: str = ""
    hasil: Literal["same", "differs", "none"]
    catatan: str = ""


class AkunSaya(BaseModel):
    """An akun as its owner sees it; NIK and KK masked."""

    id: UUID
    nomor: str | None
    status: Status
    nama: str
    nik: str
    kk: str
    alamat: str
    kode_wilayah: str
    telepon: str
    email: str
    tenggat: datetime | None
    catatan: str
    alasan: list[str]
    bidang: list[str]
    sisa_kesempatan: int


class AkunPetugas(BaseModel):
    """An akun as an officer sees it, compared with the population registry.

    `dukcapil` tells whether the registry answered: found, unknown or unreachable. `saran` is what
    could be better about the selfie; `swafoto` and `foto_ktp` are empty where there is no picture.
    """

    id: UUID
    nomor: str | None
    status: Status
    kode_wilayah: str
    registered_at: datetime
    dukcapil: Literal["found", "unknown", "unreachable"]
    banding: list[BarisBanding]
    swafoto: str
    foto_ktp: str = ""
    saran: list[str] = []
