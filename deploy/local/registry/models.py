"""The person that the registry answers with."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Person(BaseModel):
    """A registered person; `kode_wilayah` is the village of the KTP-el."""

    model_config = ConfigDict(frozen=True)

    nik: str
    kk: str
    nama: str
    jenis_kelamin: Literal["L", "P"]
    tempat_lahir: str
    tanggal_lahir: date
    hubungan: str
    alamat: str
    rt: str
    rw: str
    kode_wilayah: str


class Question(BaseModel):
    """What a caller asks for."""

    model_config = ConfigDict(extra="forbid")

    nik: str
