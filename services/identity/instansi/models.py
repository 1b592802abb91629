"""Shapes of offices."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Instansi(BaseModel):
    """An office as it signs. `jam_kerja` is text for people: `Senin–Jumat, 08.00–15.00 WIB`."""

    model_config = ConfigDict(frozen=True)

    kode_kantor: str
    nama: str
    nama_kepala: str
    jabatan_kepala: str
    pangkat: str
    nip: str
    alamat: str
    telepon: str
    email: str
    jam_kerja: str
    zona: str
    paket_formulir: str
    kota_ttd: str
