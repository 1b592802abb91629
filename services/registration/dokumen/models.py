"""Shapes of documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

Slot = Literal["ktp_el", "kk", "pendukung"]
Tipe = Literal["image/jpeg", "application/pdf"]


@dataclass(frozen=True)
class Bersih:
    """A document made anew."""

    isi: bytes
    tipe: Tipe
    halaman: int


@dataclass(frozen=True)
class DokumenRow:
    """A document as kept: its name is sealed; `sidik` is the keyed fingerprint of its content."""

    id: UUID
    permohonan_id: UUID
    akun_id: UUID
    slot: Slot
    jenis: str
    nama: bytes
    tipe: Tipe
    ukuran: int
    halaman: int
    nama_objek: str
    sidik: bytes
    created_at: datetime


@dataclass(frozen=True)
class Dokumen:
    """A document with its name opened."""

    row: DokumenRow
    nama: str

    @property
    def id(self) -> UUID:
        """Return the document's id."""
        return self.row.id

    @property
    def is_pdf(self) -> bool:
        """Tell whether it is a PDF; else it is a picture."""
        return self.row.tipe == "application/pdf"


class DokumenJawab(BaseModel):
    """A document in an answer."""

    id: UUID
    slot: Slot
    jenis: str
    nama: str
    tipe: Tipe
    ukuran: int
    halaman: int
