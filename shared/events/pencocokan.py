"""What registration tells so that another service can check that it counts the same stays."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from shared.events.envelope import Event


class SidikHari(BaseModel):
    """Who begins to count in a regency on a day: how many, and the sum of their digests."""

    model_config = ConfigDict(frozen=True)

    kode_kabupaten: str
    hari: date
    jumlah: int
    sidik: str


class PencocokanTold(Event):
    """The ledger's digests of one month, all of it: a regency and day not named has nobody."""

    service: ClassVar[str] = "registration"
    noun: ClassVar[str] = "pencocokan"
    past: ClassVar[str] = "told"

    bulan: date
    sidik_hari: tuple[SidikHari, ...] = ()
