"""Shapes of offices."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class Instansi(BaseModel):
    """An office as it signs. `jam_kerja` is text for people: `Senin–Jumat, 08.00–15.00 WIB`.

    `nama_lokal`: what it calls an area (`kecamatan` → `kapanewon`); `jam_mingguan`: weekday →
    `08.00–15.00`, closed days are not in it; `libur`: ISO date → why it is closed; `rantai`: the
    levels that check a permohonan (`rt`, `desa`, `kecamatan`), the office (`dinas`) last.
    """

    model_config = ConfigDict(frozen=True)

    kode_kantor: str
    nama: str
    nama_kepala: str
    jabatan_kepala: str
    pangkat: str
    nip: str
    alamat: str
    telepon: str
    email: str
    jam_kerja: str
    zona: str
    paket_formulir: str
    kota_ttd: str
    nama_lokal: dict[str, str] = {}
    jam_mingguan: dict[str, str] = {}
    libur: dict[str, str] = {}
    rantai: tuple[str, ...] = ("dinas",)


class Keadaan(NamedTuple):
    """Where an office stands: its version (0: not set up), its logo, who changed it and when."""

    id: UUID | None = None
    version: int = 0
    logo: str = ""
    changed_at: datetime | None = None
    changed_nama: str = ""

    @property
    def logo_url(self) -> str:
        """Return the address of the logo, or ""."""
        return f"/instansi/logo/{self.logo}" if self.logo else ""


class InstansiJawab(Instansi):
    """An office with its version, which a change must name, and the address of its logo."""

    version: int
    logo: str


class LogoIsi(BaseModel):
    """A logo as JSON brings it: base64 of a JPG, PNG or WebP of at most 2 MB."""

    berkas: str = Field(max_length=2_900_000, repr=False)
    kode: str = Field(default="", max_length=20, repr=False)


class InstansiForm(BaseModel):
    """An office as its administrator writes it over `version`, 0 if it is not set up.

    `rantai`: the levels that check a permohonan first; `dinas`, the last, may be left out. Who
    does not name them leaves them as they are. `kode`: the second factor, if it is asked for.
    """

    version: int = Field(default=0, ge=0, lt=2**31)

    nama: str = Field(max_length=200)
    nama_kepala: str = Field(max_length=200)
    jabatan_kepala: str = Field(max_length=200)
    pangkat: str = Field(default="", max_length=100)
    nip: str = Field(default="", max_length=40)
    alamat: str = Field(max_length=300)
    telepon: str = Field(max_length=60)
    email: str = Field(max_length=254)
    paket_formulir: str = Field(max_length=60)
    kota_ttd: str = Field(max_length=100)
    nama_lokal: dict[str, str] = Field(default={}, max_length=10)
    jam_mingguan: dict[str, str] = Field(default={}, max_length=7)
    libur: dict[str, str] = Field(default={}, max_length=100)
    rantai: tuple[str, ...] | None = Field(default=None, max_length=4)
    kode: str = Field(default="", max_length=20, repr=False)
