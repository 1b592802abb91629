"""Shapes of deliveries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel


@dataclass(frozen=True)
class KirimanSurat:
    """A letter as the operator sees it: no name, no address, nothing of what it says."""

    id: UUID
    nomor: int
    pesan: str
    kode_kantor: str
    state: str
    attempts: int
    last_error: str
    created_at: datetime
    sent_at: datetime | None


class SuratSatu(BaseModel):
    """A letter's delivery in the API."""

    id: UUID
    pesan: str
    kode_kantor: str
    state: str
    attempts: int
    last_error: str
    created_at: datetime
    sent_at: datetime | None


class DaftarSurat(BaseModel):
    """Deliveries, newest first, and how many there are in each state of the last week."""

    surat: list[SuratSatu]
    jumlah: dict[str, int]


class Nasib(StrEnum):
    """What a report says."""

    BOUNCED = "bounced"
    DELAYED = "delayed"
    COMPLAINED = "complained"


@dataclass(frozen=True)
class Laporan:
    """A report of a mail server about one of our letters; `reason` is a code."""

    surat_id: UUID
    nasib: Nasib
    reason: str


class LaporanDiterima(BaseModel):
    """What became of a report: whether it was about a letter of ours."""

    dikenal: bool
