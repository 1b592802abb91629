"""Shapes of a referral."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.verification.antrean.models import FenceForm


class AjukanForm(FenceForm):
    """Why a tugas goes to the supervisor; only officers read it."""

    alasan: str = Field(default="", max_length=40)
    catatan: str = Field(default="", max_length=2000)


class KembalikanForm(BaseModel):
    """What the supervisor answers when he hands a tugas back."""

    model_config = ConfigDict(extra="forbid")

    jawaban: str = Field(default="", max_length=2000)


@dataclass(frozen=True)
class Pengajuan:
    """One referral of a tugas."""

    id: UUID
    alasan: str
    catatan: str
    oleh: UUID
    oleh_nama: str
    referred_at: datetime
    jawaban: str
    kembali_nama: str
    handed_back_at: datetime | None


class PengajuanRow(BaseModel):
    """One referral in the API; without `handed_back_at` it still lies with the supervisor."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    alasan: str
    catatan: str
    oleh_nama: str
    referred_at: datetime
    jawaban: str
    kembali_nama: str
    handed_back_at: datetime | None


class PengajuanList(BaseModel):
    """Every referral of a tugas, the newest first."""

    pengajuan: list[PengajuanRow]
