"""Shapes of a search."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


@dataclass(frozen=True)
class AkunCocok:
    """An akun of a NIK, and the areas whose officers may look at it."""

    id: UUID
    nomor: str
    status: str
    kode_wilayah: str
    areas: tuple[str, ...]


class CariNikForm(BaseModel):
    """The NIK that is looked for."""

    model_config = ConfigDict(extra="forbid")

    nik: str = Field(max_length=40)


class AkunDitemukan(BaseModel):
    """An akun of the NIK; its tugas are verification's to show."""

    akun_id: UUID
    nomor: str
    status: str


class HasilCariNik(BaseModel):
    """The akun of the NIK that the officer may look at."""

    akun: list[AkunDitemukan]
