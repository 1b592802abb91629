"""Shapes of a letter of notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel


@dataclass(frozen=True)
class Lampiran:
    """A file that goes with a letter."""

    id: UUID
    nama: str
    isi: bytes


@dataclass(frozen=True)
class EdaranForm:
    """What the office sends: title, text, files, and the areas it goes to."""

    judul: str
    isi: str
    wilayah: Sequence[str]
    lampiran: Sequence[tuple[str, bytes]] = ()


@dataclass(frozen=True)
class Edaran:
    """A letter of notice."""

    id: UUID
    kode_kantor: str
    judul: str
    isi: str
    penulis: str
    created_at: datetime


@dataclass(frozen=True)
class Penerima:
    """Whom it went to, and how far it is there."""

    wilayah: str
    opened_at: datetime | None
    opened_by: str
    passed_on_at: datetime | None
    passed_on_by: str
    catatan: str


class PenerimaSatu(BaseModel):
    """A recipient in the API."""

    wilayah: str
    opened_at: datetime | None
    passed_on_at: datetime | None


class EdaranSatu(BaseModel):
    """A letter of notice in the API; `penerima` only for the office that sent it."""

    id: UUID
    kode_kantor: str
    judul: str
    isi: str
    created_at: datetime
    penerima: list[PenerimaSatu] = []


class DaftarEdaran(BaseModel):
    """Letters of notice, newest first."""

    edaran: list[EdaranSatu]
