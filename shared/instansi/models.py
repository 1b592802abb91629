"""Shapes of an office."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Instansi(BaseModel):
    """An office as it signs; what is not known of it is empty.

    `jam_kerja` is text for people; `jam_mingguan`: weekday → `08.00–15.00`, closed days are not
    in it; `libur`: ISO date → why it is closed; `nama_lokal`: what it calls an area
    (`kecamatan` → `kapanewon`); `rantai`: the levels that check a permohonan, the office last.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    kode_kantor: str
    nama: str
    nama_kepala: str = ""
    jabatan_kepala: str = "Kepala Dinas"
    pangkat: str = ""
    nip: str = ""
    alamat: str = ""
    telepon: str = ""
    email: str = ""
    jam_kerja: str = ""
    zona: str = "Asia/Jakarta"
    paket_formulir: str = ""
    kota_ttd: str = ""
    nama_lokal: dict[str, str] = {}
    jam_mingguan: dict[str, str] = {}
    libur: dict[str, str] = {}
    rantai: tuple[str, ...] = ("dinas",)
