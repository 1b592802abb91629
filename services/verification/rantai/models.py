"""Shapes of a chain's steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.verification.antrean.models import Checklist, FenceForm

Tindakan = Literal["forwarded", "sent_back", "recommended", "pulled_up"]


@dataclass(frozen=True)
class Langkah:
    """What a level did with a tugas, and to which level it went; `catatan` is for officers."""

    version: int
    jenjang: str
    tindakan: Tindakan
    ke: str
    at: datetime
    petugas_nama: str
    peran: str
    alasan: tuple[str, ...] = ()
    catatan: str = ""


class TeruskanForm(FenceForm):
    """Handing a tugas on; `checklist`, if given, replaces the answers saved before."""

    checklist: Checklist | None = Field(default=None, max_length=20)


class UsulanForm(FenceForm):
    """Recommending to the office that it refuses: reasons of the list, and words for officers."""

    checklist: Checklist | None = Field(default=None, max_length=20)
    alasan: list[str] = Field(default_factory=list, max_length=10)
    catatan: str = Field(default="", max_length=2000)


class TurunkanForm(FenceForm):
    """Handing a tugas back to the level before: one reason, and words for officers."""

    alasan: str = Field(default="", max_length=40)
    catatan: str = Field(default="", max_length=2000)


class TarikForm(BaseModel):
    """Pulling a tugas up to the office, with words for officers; nobody at the office holds it."""

    model_config = ConfigDict(extra="forbid")

    catatan: str = Field(default="", max_length=2000)


class LangkahJawab(BaseModel):
    """A step of the chain, from `jenjang` to `ke`."""

    jenjang: str
    tindakan: Tindakan
    ke: str
    at: datetime
    petugas_nama: str
    peran: str
    alasan: list[str]
    catatan: str


class RantaiJawab(BaseModel):
    """Where a tugas stands in its chain, and all its steps so far."""

    tugas_id: UUID
    rantai: list[str]
    jenjang: str
    tenggat: datetime
    langkah: list[LangkahJawab]
