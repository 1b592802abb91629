"""What registration tells."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from shared.events.envelope import Event, Pribadi
from shared.events.jejak import JejakEvent


class Registration(Event):
    """An event that registration tells."""

    service: ClassVar[str] = "registration"


class PermohonanEvent(Registration):
    """A fact about one permohonan, with both areas and its owner's akun."""

    noun: ClassVar[str] = "permohonan"

    nobukti: str
    akun_id: UUID
    kode_wilayah_tujuan: str
    kode_wilayah_asal: str


class NamaPemohon(Pribadi):
    """The name an officer sees in the queue."""

    nama: str


class PermohonanSubmitted(PermohonanEvent):
    """A permohonan was handed in and waits for the destination's office."""

    past: ClassVar[str] = "submitted"

    keperluan: str
    jumlah_orang: int
    tanggal_datang: date
    tanggal_berakhir: date
    submitted_at: datetime
    pribadi: NamaPemohon | None = None


class PermohonanCancelled(PermohonanEvent):
    """The resident took the permohonan back while it waited."""

    past: ClassVar[str] = "cancelled"

    cancelled_at: datetime


class PermohonanApproved(PermohonanEvent):
    """The destination's office approved; the stay is open."""

    past: ClassVar[str] = "approved"

    decided_at: datetime


class AlasanPenolakan(Pribadi):
    """Why the office said no, as the resident reads it."""

    alasan: str


class PermohonanRejected(PermohonanEvent):
    """The destination's office refused."""

    past: ClassVar[str] = "rejected"

    decided_at: datetime
    pribadi: AlasanPenolakan | None = None


class OrangTinggal(BaseModel):
    """One person of a stay, as far as counting needs it."""

    model_config = ConfigDict(frozen=True)

    orang_id: UUID
    jenis_kelamin: Literal["L", "P"]
    kelompok_umur: str


class DomisiliEvent(Registration):
    """A fact about one stay."""

    noun: ClassVar[str] = "domisili"

    permohonan_id: UUID
    kode_wilayah_tujuan: str
    kode_wilayah_asal: str


class DomisiliOpened(DomisiliEvent):
    """A stay begins: everyone in it counts from `tanggal_mulai` until before `tanggal_berakhir`."""

    past: ClassVar[str] = "opened"

    keperluan: str
    tanggal_mulai: date
    tanggal_berakhir: date
    orang: tuple[OrangTinggal, ...]


class DomisiliEnded(DomisiliEvent):
    """A stay ended early for the named persons: they count until before `tanggal_selesai`."""

    past: ClassVar[str] = "ended"

    tanggal_selesai: date
    orang_ids: tuple[UUID, ...]


class JejakAdded(JejakEvent):
    """An officer looked at a permohonan."""

    service: ClassVar[str] = "registration"
    past: ClassVar[str] = "added"


EVENTS: tuple[type[Event], ...] = (
    PermohonanSubmitted,
    PermohonanCancelled,
    PermohonanApproved,
    PermohonanRejected,
    DomisiliOpened,
    DomisiliEnded,
    JejakAdded,
)
