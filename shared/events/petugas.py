"""What identity tells of officers."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from shared.events.envelope import Event, Pribadi


class NamaPetugas(Pribadi):
    """How an officer is called."""

    nama: str


class PetugasEvent(Event):
    """What happened to a role of an officer (the aggregate) over an area."""

    service: ClassVar[str] = "identity"
    noun: ClassVar[str] = "petugas"

    peran: str
    wilayah_tugas: str
    kode_kantor: str


class PetugasAssigned(PetugasEvent):
    """An officer acts in the role from now on."""

    past: ClassVar[str] = "assigned"

    assigned_at: datetime
    pribadi: NamaPetugas | None = None


class PetugasEnded(PetugasEvent):
    """An officer no longer acts in the role."""

    past: ClassVar[str] = "ended"

    ended_at: datetime
