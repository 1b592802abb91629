"""Shapes of the book of registration."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class Isi(BaseModel):
    """What is personal of a line; kept sealed. `keterangan` says why a line corrects another."""

    model_config = ConfigDict(frozen=True)

    nama: str
    nik: str = ""
    alamat: str = ""
    keterangan: str = ""


@dataclass(frozen=True)
class BarisBaru:
    """A line before it has its number."""

    id: UUID
    kode_wilayah: str
    tahun: int
    orang_id: UUID
    permohonan_id: UUID
    kode_wilayah_asal: str
    jenis_kelamin: Literal["L", "P"]
    keperluan: str
    tanggal_mulai: date
    tanggal_berakhir: date
    isi: Isi
    membetulkan: UUID | None = None
    dicatat_nama: str = ""


@dataclass(frozen=True)
class Baris:
    """A line of the book; `selesai` is when the stay ends as known today.

    `betul_tahun` and `betul_nomor` are the place of the line that it corrects, `oleh_tahun` and
    `oleh_nomor` of the line that corrects it; 0 where there is none.
    """

    id: UUID
    kode_wilayah: str
    tahun: int
    nomor: int
    orang_id: UUID
    permohonan_id: UUID
    kode_wilayah_asal: str
    jenis_kelamin: Literal["L", "P"]
    keperluan: str
    tanggal_mulai: date
    tanggal_berakhir: date
    selesai: date
    betul_tahun: int
    betul_nomor: int
    oleh_tahun: int
    oleh_nomor: int
    dicatat_at: datetime
    dicatat_nama: str
    approved_at: datetime | None
    approved_nama: str
    isi: Isi = field(repr=False)


@dataclass(frozen=True)
class Buku:
    """A year's book: how many lines it has, and how many wait for the lurah."""

    tahun: int
    terakhir: int
    menunggu: int


class PembetulanForm(BaseModel):
    """What a line should say, and why; the NIK stays as the stay told it."""

    model_config = ConfigDict(extra="forbid")

    nama: str = Field(max_length=200)
    alamat: str = Field(max_length=400)
    keterangan: str = Field(max_length=600)


class SetujuForm(BaseModel):
    """The lines that the lurah approves."""

    model_config = ConfigDict(extra="forbid")

    baris: list[UUID] = Field(max_length=500)


class BarisAnswer(BaseModel):
    """A line of the book, as programs read it."""

    id: UUID
    tahun: int
    nomor: int
    nama: str
    nik: str
    jenis_kelamin: str
    kode_wilayah_asal: str
    alamat: str
    keperluan: str
    tanggal_mulai: date
    tanggal_berakhir: date
    selesai: date
    membetulkan: str
    dibetulkan_oleh: str
    keterangan: str
    dicatat_at: datetime
    approved_at: datetime | None
    approved_nama: str


class HalamanAnswer(BaseModel):
    """A page of a year's book."""

    kode_wilayah: str
    tahun: int
    halaman: int
    jumlah_halaman: int
    terakhir: int
    menunggu: int
    baris: list[BarisAnswer]


class SetujuAnswer(BaseModel):
    """How many lines were approved now."""

    disetujui: int


class BukuAnswer(BaseModel):
    """A year's book in the list of books."""

    tahun: int
    terakhir: int
    menunggu: int
