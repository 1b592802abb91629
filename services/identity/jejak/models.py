"""Shapes of the trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


@dataclass(frozen=True)
class Langkah:
    """One step of the trail: who did what with whose data, as what, where and why."""

    kode: UUID
    at: datetime
    asal: str
    petugas_id: UUID
    peran: str
    wilayah: str
    akun_id: UUID
    tindakan: str
    alasan: str
    request_id: str


@dataclass(frozen=True)
class BarisJejak:
    """A step as it is kept: with its place in the table and its mark."""

    id: int
    langkah: Langkah
    tanda: bytes


@dataclass(frozen=True)
class Segel:
    """One link of the chain."""

    urutan: int
    jejak_id: int
    hash: bytes


@dataclass(frozen=True)
class Akar:
    """A root: the seal that closed a batch."""

    nomor: int
    urutan: int
    jejak_id: int
    hash: bytes


@dataclass(frozen=True)
class Temuan:
    """Something that a verification found; `nomor` is the row, seal or root it is about."""

    jenis: str
    nomor: int

    def __str__(self) -> str:
        return f"{self.jenis} {self.nomor}"


@dataclass(frozen=True)
class Lihat:
    """A step as its person reads it."""

    id: int
    at: datetime
    petugas_id: UUID
    nama: str | None
    peran: str
    wilayah: str
    tindakan: str
    alasan: str


class LihatJawab(BaseModel):
    """Who did what with one's data, when and why."""

    nomor: int
    at: datetime
    siapa: str
    peran: str
    wilayah: str
    tindakan: str
    alasan: str


class JejakSaya(BaseModel):
    """The latest steps; `berikutnya` asks for older ones by `?sebelum=`."""

    jejak: list[LihatJawab]
    berikutnya: int | None


class Terdampak(BaseModel):
    """A person whose data were opened in the span of a breach."""

    model_config = ConfigDict(frozen=True)

    akun_id: UUID
    nomor: str
    kode_wilayah: str
    jumlah: int
    pertama: datetime
    terakhir: datetime


class TerdampakForm(BaseModel):
    """Whose data were opened, in which span (WIB unless it says its zone), by whom, where."""

    model_config = ConfigDict(extra="forbid")

    dari: str = Field(max_length=40)
    sampai: str = Field(max_length=40)
    email: str = Field(default="", max_length=254, repr=False)
    wilayah: str = Field(default="", max_length=13)


class TerdampakList(BaseModel):
    """All whose data were opened, the earliest first."""

    terdampak: list[Terdampak]


class Tindak(BaseModel):
    """Something an administrator did: to whom or what (`objek`), as what, where and why."""

    id: int
    at: datetime
    nama: str
    peran: str
    wilayah: str
    tindakan: str
    alasan: str
    objek: str


class DaftarTindak(BaseModel):
    """The latest acts; `berikutnya` asks for older ones by `?sebelum=`."""

    tindakan: list[Tindak]
    berikutnya: int | None
