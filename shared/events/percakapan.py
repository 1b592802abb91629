"""What registration tells of a percakapan: that something was written, never what."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from shared.events.envelope import Event


class PercakapanEvent(Event):
    """A fact about one percakapan; `nomor` is its own or, of a diskusi, the permohonan's."""

    service: ClassVar[str] = "registration"
    noun: ClassVar[str] = "percakapan"

    jenis: Literal["diskusi", "konsultasi", "aduan"]
    nomor: str
    akun_id: UUID
    permohonan_id: UUID | None = None
    kode_kantor: str
    kode_wilayah_tujuan: str
    kode_wilayah_asal: str


class PercakapanOpened(PercakapanEvent):
    """A resident asks or complains to an office, which owes an answer."""

    past: ClassVar[str] = "opened"

    opened_at: datetime


class PercakapanWritten(PercakapanEvent):
    """The resident or an officer wrote in it."""

    past: ClassVar[str] = "written"

    dari: Literal["warga", "petugas"]
    written_at: datetime


class PercakapanClosed(PercakapanEvent):
    """The office closed it with an answer."""

    past: ClassVar[str] = "closed"

    closed_at: datetime


class PercakapanReopened(PercakapanEvent):
    """The resident was not done with the answer."""

    past: ClassVar[str] = "reopened"

    reopened_at: datetime
