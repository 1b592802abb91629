"""Shapes of a stay, as far as counting needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from pydantic import BaseModel


@dataclass(frozen=True)
class Orang:
    """One person of a stay; `version` is that of the fact that set the times."""

    orang_id: UUID
    jenis_kelamin: str
    kelompok_umur: str
    mulai: date
    selesai: date
    version: int
    pendidikan: str = ""
    pekerjaan: str = ""


@dataclass(frozen=True)
class Domisili:
    """A stay; `version` is that of the fact whose times hold for everybody in it.

    `lengkap` says that its opening was heard: purpose, RT and dusun are in no other fact.
    """

    id: UUID
    permohonan_id: UUID
    kode_wilayah: str
    kode_asal: str
    keperluan: str = ""
    rt: str = ""
    dusun: str = ""
    version: int = 0
    lengkap: bool = False
    orang: Mapping[UUID, Orang] = field(default_factory=dict)


class Tinggal(NamedTuple):
    """One stay of which a count consists, as its office sees it."""

    id: UUID
    permohonan_id: UUID
    nobukti: str
    kode_wilayah: str
    kode_asal: str
    keperluan: str
    mulai: date
    selesai: date
    laki_laki: int
    perempuan: int


class TinggalAnswer(BaseModel):
    """One stay of which a count consists."""

    nobukti: str
    kode_wilayah: str
    kode_asal: str
    keperluan: str
    mulai: date
    selesai: date
    laki_laki: int
    perempuan: int


class RincianAnswer(BaseModel):
    """The stays of which a count consists, fifty at a time; `lanjut` asks for the next."""

    kode: str
    per: date
    jumlah: int
    permohonan: list[TinggalAnswer]
    lanjut: str


class Fakta(NamedTuple):
    """A fact as it is kept for counting anew."""

    domisili_id: UUID
    version: int
    jenis: str
    kode_wilayah: str
    isi: str
