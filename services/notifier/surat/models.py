"""Shapes of letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Pesan(StrEnum):
    """Every message there is; each has a folder of its name under `templates/`."""

    KONFIRMASI_EMAIL = "konfirmasi_email"
    PENDAFTARAN_BERULANG = "pendaftaran_berulang"
    AKUN_DITERIMA = "akun_diterima"
    AKUN_DISETUJUI = "akun_disetujui"
    AKUN_TIDAK_VALID = "akun_tidak_valid"
    PERMOHONAN_DITERIMA = "permohonan_diterima"
    PERMOHONAN_DIBATALKAN = "permohonan_dibatalkan"
    PERMOHONAN_DISETUJUI = "permohonan_disetujui"
    PERMOHONAN_DITOLAK = "permohonan_ditolak"
    PERMOHONAN_DIKEMBALIKAN = "permohonan_dikembalikan"
    AKUN_DIBLOKIR = "akun_diblokir"
    BLOKIR_DIBUKA = "blokir_dibuka"
    BANDING_DITERIMA = "banding_diterima"
    BANDING_DITOLAK = "banding_ditolak"
    BUKTI_TERBIT = "bukti_terbit"
    BUKTI_DICABUT = "bukti_dicabut"
    TAUTAN_SANDI = "tautan_sandi"
    TAUTAN_EMAIL = "tautan_email"
    TAUTAN_UNDANGAN = "tautan_undangan"
    SANDI_DIUBAH = "sandi_diubah"
    EMAIL_DIUBAH = "email_diubah"
    TAUTAN_SANDI_PETUGAS = "tautan_sandi_petugas"
    SANDI_PETUGAS_DIUBAH = "sandi_petugas_diubah"
    TUGAS_DIESKALASI = "tugas_dieskalasi"
    TUGAS_DIAJUKAN = "tugas_diajukan"
    INGAT_DICURI = "ingat_dicuri"
    MASA_TINGGAL_DIPERPANJANG = "masa_tinggal_diperpanjang"
    MASA_TINGGAL_BERAKHIR = "masa_tinggal_berakhir"
    MASA_TINGGAL_DIPERBAIKI = "masa_tinggal_diperbaiki"
    DISKUSI_DIBALAS = "diskusi_dibalas"
    KONSULTASI_DITERIMA = "konsultasi_diterima"
    KONSULTASI_DIBALAS = "konsultasi_dibalas"
    KONSULTASI_SELESAI = "konsultasi_selesai"
    PENGINGAT_MASA_TINGGAL = "pengingat_masa_tinggal"
    PENGINGAT_DRAF = "pengingat_draf"
    PENGINGAT_KONFIRMASI = "pengingat_konfirmasi"


@dataclass(frozen=True)
class Kabar:
    """One fact to be told: which message, about what, signed by whose office, with which words."""

    pesan: Pesan
    subjek_id: UUID
    version: int
    kode_kantor: str
    isian: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SuratBaru:
    """A letter to be written; `isian` is sealed with the kontak's key or with `kunci`."""

    id: UUID
    penerima_id: UUID
    kabar: Kabar
    isian: bytes
    kunci: bytes | None = None


@dataclass(frozen=True)
class Surat:
    """A letter that is being sent; `isian` is still sealed."""

    id: UUID
    pesan: Pesan
    subjek_id: UUID
    penerima_id: UUID
    kode_kantor: str
    kunci: bytes | None
    isian: bytes
    attempts: int
    created_at: datetime

    @property
    def context(self) -> str:
        """Return what the sealed parameters are bound to."""
        return isian_context(self.id)


def isian_context(surat_id: UUID) -> str:
    """Return what the sealed parameters of a letter are bound to."""
    return f"surat|isian|{surat_id}"


class Outcome(StrEnum):
    """How a try to send ended."""

    SENT = "sent"
    LATER = "later"
    NEVER = "never"
    NO_SERVER = "no_server"


@dataclass(frozen=True)
class Try:
    """The end of one try; `reason` says a code or a class, nothing personal."""

    outcome: Outcome
    reason: str = ""
