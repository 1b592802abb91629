"""Shapes of an office."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Instansi:
    """An office as it signs; texts that are not known are empty."""

    kode_kantor: str
    nama: str
    nama_kepala: str = ""
    jabatan_kepala: str = "Kepala Dinas"
    pangkat: str = ""
    nip: str = ""
    alamat: str = ""
    zona: str = "Asia/Jakarta"
    paket_formulir: str = ""
    kota_ttd: str = ""
