"""Shapes of appeals."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.identity.blokir.models import Jawaban
from services.identity.pengguna.models import KodeForm


class Banding(BaseModel):
    """An appeal; without `jawaban` it waits."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    isi: str = Field(repr=False)
    submitted_at: datetime
    jawaban: Jawaban | None
    catatan: str = Field(default="", repr=False)
    answered_nama: str


class BandingForm(BaseModel):
    """What a blocked resident writes."""

    model_config = ConfigDict(extra="forbid")

    isi: str = Field(default="", max_length=5000, repr=False)


class JawabanForm(KodeForm):
    """The office's answer: accepted lifts the block, with the code if needed; refused keeps it."""

    model_config = ConfigDict(extra="forbid")

    jawaban: str = Field(default="", max_length=20)
    catatan: str = Field(default="", max_length=2000, repr=False)
