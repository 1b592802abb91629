"""Shapes of what the office of origin sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from services.verification.buku.models import Isi

Keadaan = Literal["tinggal", "selesai"]


@dataclass(frozen=True)
class Masa:
    """A person's time in a stay as an event tells it; None keeps what is known."""

    domisili_id: UUID
    orang_id: UUID
    mulai: date | None
    selesai: date
    sebab: str | None
    version: int


@dataclass(frozen=True)
class Kursor:
    """Where a page begins: after this first day and person."""

    mulai: date
    orang_id: UUID

    def __str__(self) -> str:
        return f"{self.mulai.isoformat()}~{self.orang_id}"

    @classmethod
    def parse(cls, text: str) -> Kursor | None:
        """Return the place that `text` names; None for nothing or nonsense."""
        mulai, _, orang_id = text.partition("~")
        try:
            return cls(date.fromisoformat(mulai), UUID(orang_id))
        except ValueError:
            return None


@dataclass(frozen=True)
class Saringan:
    """Which stays are shown; all of it is in the address. `tujuan` is a regency or empty."""

    keadaan: Keadaan | None = None
    tujuan: str = ""
    setelah: Kursor | None = None


@dataclass(frozen=True)
class Tinggal:
    """A resident of the office's area who stays elsewhere."""

    orang_id: UUID
    permohonan_id: UUID
    kode_wilayah_tujuan: str
    kode_wilayah_asal: str
    jenis_kelamin: str
    keperluan: str
    mulai: date
    selesai: date
    sebab: str
    isi: Isi


@dataclass(frozen=True)
class Keluar:
    """How many stay in a regency of destination now, and how many came back or moved on."""

    kabupaten: str
    tinggal: int
    selesai: int


class TinggalAnswer(BaseModel):
    """A resident who stays elsewhere, as programs read it."""

    orang_id: UUID
    nama: str
    nik: str
    jenis_kelamin: str
    kode_wilayah_asal: str
    kode_wilayah_tujuan: str
    keperluan: str
    mulai: date
    selesai: date
    sebab: str


class KeluarAnswer(BaseModel):
    """The outflow to a regency."""

    kabupaten: str
    tinggal: int
    selesai: int


class AsalAnswer(BaseModel):
    """A page of stays, the outflow by destination, and the cursor of the next page or empty."""

    kode_kantor: str
    per: date
    keluar: list[KeluarAnswer]
    daftar: list[TinggalAnswer]
    berikutnya: str
