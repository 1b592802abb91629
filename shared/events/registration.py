"""What registration tells."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from shared.events import pengingat
from shared.events.domisili import (
    BuktiIssued,
    BuktiRevoked,
    DomisiliCorrected,
    DomisiliEnded,
    DomisiliExtended,
    DomisiliOpened,
    KasusOpened,
)
from shared.events.envelope import Event, Pribadi
from shared.events.jejak import JejakEvent
from shared.events.pencocokan import PencocokanTold
from shared.events.percakapan import (
    PercakapanClosed,
    PercakapanOpened,
    PercakapanReopened,
    PercakapanWritten,
)


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
    """A permohonan was handed in, or again after a return, and waits for the destination's office.

    `diubah` are the fields and documents that differ from the submission before.
    """

    past: ClassVar[str] = "submitted"

    keperluan: str
    jumlah_orang: int
    tanggal_datang: date
    tanggal_berakhir: date
    submitted_at: datetime
    diubah: tuple[str, ...] = ()
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


class PermohonanReturned(PermohonanEvent):
    """The office asks for corrections; a newer PermohonanSubmitted answers it."""

    past: ClassVar[str] = "returned"

    returned_at: datetime
    bidang: tuple[str, ...] = ()
    pribadi: AlasanPenolakan | None = None


class PengingatRequested(pengingat.RequestedEvent):
    """A stay ends, or a draft was left: `domisili_30`, `domisili_7`, `domisili_0`, `draf`."""

    service: ClassVar[str] = "registration"
    past: ClassVar[str] = "requested"


class PengingatCancelled(pengingat.CancelledEvent):
    """The stay was ended or extended, the draft sent or deleted."""

    service: ClassVar[str] = "registration"
    past: ClassVar[str] = "cancelled"


class JejakAdded(JejakEvent):
    """An officer looked at a permohonan."""

    service: ClassVar[str] = "registration"
    past: ClassVar[str] = "added"


EVENTS: tuple[type[Event], ...] = (
    PencocokanTold,
    PermohonanSubmitted,
    PermohonanCancelled,
    PermohonanApproved,
    PermohonanRejected,
    DomisiliOpened,
    PermohonanReturned,
    DomisiliEnded,
    DomisiliExtended,
    DomisiliCorrected,
    BuktiIssued,
    BuktiRevoked,
    KasusOpened,
    PercakapanOpened,
    PercakapanWritten,
    PercakapanClosed,
    PercakapanReopened,
    PengingatRequested,
    PengingatCancelled,
    JejakAdded,
)
