"""Shapes of an escalation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

Tingkat = Literal["supervisor", "kepala_dinas"]


@dataclass(frozen=True)
class Telat:
    """A tugas that goes up one level, in its next version."""

    id: UUID
    version: int
    jenis: Literal["akun", "permohonan", "kasus"]
    subjek_id: UUID
    subjek_version: int
    nomor: str
    kode_kantor: str
    kode_wilayah_tujuan: str
    kode_wilayah_asal: str
    tenggat: datetime


class EskalasiRow(BaseModel):
    """One level that a tugas went up to."""

    tingkat: Tingkat
    tenggat: datetime
    escalated_at: datetime


class EskalasiList(BaseModel):
    """Every level that a tugas went up to, the first one first."""

    eskalasi: list[EskalasiRow]
