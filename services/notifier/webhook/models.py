"""Shapes of a webhook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, Field


class WebhookForm(BaseModel):
    """What the Ministry asks for."""

    nama: str = Field(max_length=200)
    url: str = Field(max_length=500)
    wilayah: list[str] = Field(max_length=50)
    jenis: list[str] = Field(max_length=100)


@dataclass(frozen=True)
class Webhook:
    """One address that is called; `rahasia` is sealed with `kunci`."""

    id: UUID
    nama: str
    url: str
    wilayah: tuple[str, ...]
    jenis: tuple[str, ...]
    kunci: bytes
    rahasia: bytes
    state: str
    cursor: int
    terkirim: tuple[int, ...]
    attempts: int
    failing_since: datetime | None
    next_attempt_at: datetime
    last_error: str
    created_at: datetime


class Hasil(StrEnum):
    """How a call ended."""

    DELIVERED = "delivered"
    FAILED = "failed"
    GONE = "gone"


@dataclass(frozen=True)
class Panggilan:
    """The end of one call; `reason` names a class of fault, nothing of the answer."""

    hasil: Hasil
    status: int | None
    reason: str
    ms: int


@dataclass(frozen=True)
class KirimanRow:
    """One line of the delivery log."""

    nomor: int
    peristiwa: int | None
    event_id: UUID
    type: str
    hasil: str
    status: int | None
    reason: str
    ms: int
    at: datetime


class WebhookDibuat(BaseModel):
    """The secret that signs (`whsec_…`), told only now."""

    id: UUID
    rahasia: str


class WebhookSatu(BaseModel):
    """A webhook in the API."""

    id: UUID
    nama: str
    url: str
    wilayah: list[str]
    jenis: list[str]
    state: str
    cursor: int
    attempts: int
    failing_since: datetime | None
    last_error: str


class DaftarWebhook(BaseModel):
    """All webhooks, and the number of the newest event."""

    webhook: list[WebhookSatu]
    terbaru: int


class Kiriman(BaseModel):
    """One line of the delivery log in the API; a dead one is sent again by its `nomor`."""

    nomor: int
    peristiwa: int | None
    event_id: UUID
    type: str
    hasil: str
    status: int | None
    reason: str
    ms: int
    at: datetime


class DaftarKiriman(BaseModel):
    """The newest lines of the delivery log."""

    kiriman: list[Kiriman]


class UlangDari(BaseModel):
    """From where to deliver again: after this number, or since a time."""

    cursor: int | None = None
    sejak: datetime | None = None
