"""Shapes of privasi."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from services.identity.akun.models import DataDiri, Status
from services.identity.jejak.models import LihatJawab

Sebab = Literal["checking", "not_final", "waiting", "stay", "retention", ""]


@dataclass(frozen=True)
class Ikatan:
    """What the law may hold on to: a permohonan that waits, and the end of the last stay."""

    is_waiting: bool
    berakhir: date | None


class Putusan(BaseModel):
    """Whether the akun may be forgotten now; else why not, and from when on (if that is known)."""

    sebab: Sebab
    boleh_sejak: date | None = None

    @property
    def is_granted(self) -> bool:
        """Tell whether nothing stands against it."""
        return not self.sebab


class SesiSaya(BaseModel):
    """A session, as far as it is known."""

    peramban: str
    created_at: datetime
    seen_at: datetime


class AkunLengkap(DataDiri):
    """All that identity keeps of an akun."""

    id: UUID
    nomor: str | None
    status: Status
    kode_wilayah: str
    wilayah: str
    bahasa: str
    catatan: str
    registered_at: datetime
    submitted_at: datetime | None
    decided_at: datetime | None


class DataSaya(BaseModel):
    """All that identity keeps of a person; `swafoto` is the JPEG in base64."""

    dibuat_at: datetime
    akun: AkunLengkap
    swafoto: str
    sesi: list[SesiSaya]
    jejak: list[LihatJawab]


class HapusForm(BaseModel):
    """The word that shows that one means it."""

    ketik: str = ""


class HapusJawab(BaseModel):
    """The request was granted: the akun is gone."""

    pesan: str
