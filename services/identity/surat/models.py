"""Shapes of an officer's letters."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict


class PilihanSurat(BaseModel):
    """Whether an officer gets a letter at once when a tugas goes up to him or is put before him."""

    model_config = ConfigDict(extra="forbid")

    segera: bool = True


@dataclass(frozen=True)
class Penerima:
    """An officer who wants letters about an office."""

    nama: str
    email: str
    wilayah: str
