"""Shapes of blocks."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.identity.pengguna.models import KodeForm

Dasar = Literal["data_berulang", "swafoto_berulang", "dokumen_palsu", "orang_lain"]
DasarBuka = Literal["keliru", "sudah_dibuktikan", "banding", "lainnya"]
Jawaban = Literal["accepted", "refused"]


class Blokir(BaseModel):
    """A block that stands; `blocked_by` is nobody where it came by itself."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    akun_id: UUID
    dasar: Dasar
    catatan: str = Field(repr=False)
    status_before: str
    blocked_at: datetime
    blocked_by: UUID | None
    blocked_nama: str
    nik_barred_at: datetime | None


class BlokirForm(BaseModel):
    """An officer blocks an akun."""

    model_config = ConfigDict(extra="forbid")

    dasar: str = Field(default="", max_length=40)
    catatan: str = Field(default="", max_length=2000, repr=False)


class BukaForm(KodeForm):
    """An officer lifts a block; the code if it is needed."""

    model_config = ConfigDict(extra="forbid")

    dasar_buka: str = Field(default="", max_length=40)
    catatan_buka: str = Field(default="", max_length=2000, repr=False)


class BlokirRow(BaseModel):
    """A blocked akun in the office's list: no name, which only its own page shows."""

    akun_id: UUID
    nomor: str
    kode_wilayah: str
    dasar: Dasar
    blocked_at: datetime
    blocked_nama: str
    nik_dilarang: bool
    banding: Literal["", "menunggu", "accepted", "refused"]


class BlokirList(BaseModel):
    """The blocked akun of an office, those with an open appeal first."""

    akun: list[BlokirRow]


class BlokirDetail(BaseModel):
    """A block as its office sees it, or that there is none."""

    akun_id: UUID
    nomor: str
    status: str
    dasar: str
    catatan: str
    blocked_at: datetime | None
    blocked_nama: str
    nik_dilarang: bool
    banding: str
    jawaban: str


class BlokirSaya(BaseModel):
    """One's own block: the ground and its words, the officer's note, and the appeal."""

    dasar: Dasar
    alasan: str
    catatan: str
    blocked_at: datetime
    boleh_banding: bool
    jawaban: str
    catatan_banding: str
