"""Shapes of written words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel, Field


@dataclass(frozen=True)
class Versi:
    """One version of a message's words in one language."""

    versi: int
    subjek: str
    isi: str
    aktif: bool
    penulis: str
    created_at: datetime


class NaskahForm(BaseModel):
    """Subject and text: paragraphs, `{placeholders}`, one `[button]` on a line of its own."""

    subjek: str = Field(max_length=200)
    isi: str = Field(max_length=6000)


class VersiSatu(BaseModel):
    """A version in the API."""

    versi: int
    subjek: str
    isi: str
    aktif: bool
    penulis: str
    created_at: datetime


class DaftarVersi(BaseModel):
    """The versions of a message in one language, and the placeholders it may use."""

    versi: list[VersiSatu]
    isian: list[str]


class VersiDipakai(BaseModel):
    """Which version counts; 0 is the one we came with."""

    versi: int
