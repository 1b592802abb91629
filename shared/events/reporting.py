"""What reporting tells: the way of a recap from level to level, and reminders of its deadline."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from shared.events import pengingat
from shared.events.envelope import Event


class RekapEvent(Event):
    """A fact about one level's recap of one period (the aggregate: area and period).

    `periode` is a year (`2026`) or a month (`2026-11`), `tingkat` the level's name, `kepada` the
    code of the level that receives it (`0`: the Ministry).
    """

    service: ClassVar[str] = "reporting"
    noun: ClassVar[str] = "rekap"

    kode_wilayah: str
    tingkat: str
    periode: str
    nomor_revisi: int
    oleh_peran: str
    kepada: str
    at: datetime

    @property
    def kode_wilayah_tujuan(self) -> str:
        """Return the area for the routing key."""
        return self.kode_wilayah


class RekapSigned(RekapEvent):
    """One of the level's signatories signed the recap."""

    past: ClassVar[str] = "signed"


class RekapSent(RekapEvent):
    """The signed recap went up; its figures are fixed by their digest."""

    past: ClassVar[str] = "sent"

    sidik: str
    laki_laki: int
    perempuan: int


class RekapReturned(RekapEvent):
    """The level above gave the recap back; its reason is read there, not told."""

    past: ClassVar[str] = "returned"


class RekapAccepted(RekapEvent):
    """The level above took the recap in."""

    past: ClassVar[str] = "accepted"


class RekapRevised(RekapEvent):
    """A recap that was sent already is prepared anew with another number."""

    past: ClassVar[str] = "revised"


class PengingatRequested(pengingat.RequestedEvent):
    """A level's yearly recap is due: `laporan_30`, `laporan_7`, `laporan_0`."""

    service: ClassVar[str] = "reporting"
    past: ClassVar[str] = "requested"


class PengingatCancelled(pengingat.CancelledEvent):
    """The yearly recap was sent."""

    service: ClassVar[str] = "reporting"
    past: ClassVar[str] = "cancelled"


EVENTS: tuple[type[Event], ...] = (
    RekapSigned,
    RekapSent,
    RekapReturned,
    RekapAccepted,
    RekapRevised,
    PengingatRequested,
    PengingatCancelled,
)
