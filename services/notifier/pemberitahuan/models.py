"""Shapes of the in-app inbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from services.notifier.surat.models import Kabar
from shared.errors import Message
from shared.wilayah.kode import WIB


@dataclass(frozen=True)
class PemberitahuanBaru:
    """A notice to be put into the inbox of an akun; `isian` is sealed."""

    id: UUID
    akun_id: UUID
    kabar: Kabar
    isian: bytes


@dataclass(frozen=True)
class PemberitahuanRow:
    """A notice as it is shown."""

    id: UUID
    nomor: int
    judul: Message
    isi: Message
    tautan: str
    dari: str
    created_at: datetime
    is_read: bool


@dataclass(frozen=True)
class Halaman:
    """A page of notices, newest first; `lebih_lama` is where the next page begins.

    `zona` is the time zone of the reader's own area.
    """

    rows: list[PemberitahuanRow]
    belum_dibaca: int
    lebih_lama: int | None
    zona: str = WIB


class Pemberitahuan(BaseModel):
    """A notice in the API."""

    id: UUID
    judul: str
    isi: str
    tautan: str
    dari: str
    created_at: datetime
    is_read: bool


class DaftarPemberitahuan(BaseModel):
    """Notices, newest first, and how many of all are unread."""

    pemberitahuan: list[Pemberitahuan]
    belum_dibaca: int


class Jumlah(BaseModel):
    """How many notices are unread."""

    belum_dibaca: int
