"""What each service tells of a look at or a change of personal data: ids only."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from shared.events.envelope import Event


class JejakEvent(Event):
    """Somebody looked at or changed a person's data; the aggregate is this one step."""

    noun: ClassVar[str] = "jejak"

    akun_id: UUID
    petugas_id: UUID
    peran: str
    wilayah: str
    tindakan: str
    maksud: str
    at: datetime
    kode_wilayah_tujuan: str = ""
    kode_wilayah_asal: str = ""
