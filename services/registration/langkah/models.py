"""Shapes of the levels that check a permohonan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import BaseModel


@dataclass(frozen=True)
class LangkahRow:
    """A level at which the permohonan came to wait; the first row tells the whole chain."""

    jenjang: str
    rantai: list[str]
    at: datetime | None


class Tahap(BaseModel):
    """A level of the chain: since when it waits there, until when it did; `sebutan` names it."""

    jenjang: str
    sebutan: str
    keadaan: Literal["done", "current", "next"]
    sejak: datetime | None = None
    sampai: datetime | None = None
