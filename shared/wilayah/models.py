"""Shapes of areas."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from shared.wilayah.kode import Tingkat


class Wilayah(BaseModel):
    """An area; `nama` is as regulated, `tampil` as pages show it."""

    model_config = ConfigDict(frozen=True)

    kode: str
    induk: str
    nama: str
    tampil: str
    tingkat: Tingkat
    berlaku_dari: date
    berlaku_sampai: date | None = None


class DesaRow(BaseModel):
    """A village that a search found; `letak` is `Sewon, Kabupaten Bantul, DI Yogyakarta`."""

    model_config = ConfigDict(frozen=True)

    kode: str
    nama: str
    letak: str
