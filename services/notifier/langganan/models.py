"""Shapes of a subscription."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field


class LanggananForm(BaseModel):
    """What the Ministry asks for: who, what for, which areas ("nasional" is all) and kinds."""

    nama: str = Field(max_length=200)
    tujuan: str = Field(max_length=500)
    wilayah: list[str] = Field(max_length=50)
    jenis: list[str] = Field(max_length=100)


@dataclass(frozen=True)
class Langganan:
    """One outside system that listens."""

    id: UUID
    nama: str
    tujuan: str
    wilayah: tuple[str, ...]
    jenis: tuple[str, ...]
    pengguna: str
    state: str
    created_at: datetime
    rotated_at: datetime | None
    revoked_at: datetime | None
    acks: int
    last_ack_at: datetime | None
    antre: int

    @property
    def antrean(self) -> str:
        """Return the name of its queue."""
        return f"langganan.{self.pengguna}"


class LanggananDibuat(BaseModel):
    """How to connect; `rahasia` is told only now."""

    id: UUID
    alamat: str
    pengguna: str
    rahasia: str
    antrean: str


class LanggananDaftar(BaseModel):
    """A subscription in the API."""

    id: UUID
    nama: str
    wilayah: list[str]
    jenis: list[str]
    pengguna: str
    state: str
    antre: int
    last_ack_at: datetime | None


class DaftarLangganan(BaseModel):
    """All subscriptions."""

    langganan: list[LanggananDaftar]
