"""Shapes of news for an office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel


class JenisKabar(StrEnum):
    """What an office is told of."""

    KASUS_BARU = "kasus_baru"
    TUGAS_DIESKALASI = "tugas_dieskalasi"
    TUGAS_DIAJUKAN = "tugas_diajukan"
    BANDING_BARU = "banding_baru"
    KONSULTASI_BARU = "konsultasi_baru"
    KONSULTASI_DIBALAS = "konsultasi_dibalas"
    DISKUSI_DIBALAS = "diskusi_dibalas"
    PENGINGAT_JAWABAN = "pengingat_jawaban"
    PENGINGAT_LAPORAN = "pengingat_laporan"
    EDARAN = "edaran"
    REKAP_DIKIRIM = "rekap_dikirim"
    REKAP_DIKEMBALIKAN = "rekap_dikembalikan"
    REKAP_DITERIMA = "rekap_diterima"
    REKAP_DIREVISI = "rekap_direvisi"
    REKAP_DITANDATANGANI = "rekap_ditandatangani"
    LANGGANAN_TERHENTI = "langganan_terhenti"
    TUGAS_DIAMBIL_ALIH = "tugas_diambil_alih"
    TUGAS_DIBERIKAN = "tugas_diberikan"


@dataclass(frozen=True)
class KabarBaru:
    """One piece of news for the officers in `peran` over exactly this `wilayah`.

    With `petugas_id` it is for that one alone.
    """

    id: UUID
    jenis: JenisKabar
    subjek_id: UUID
    version: int
    wilayah: str
    peran: tuple[str, ...]
    isian: dict[str, str]
    tautan: str
    petugas_id: UUID | None = None


@dataclass(frozen=True)
class KabarRow:
    """One piece of news as it is kept, and whether this officer has read it."""

    id: UUID
    nomor: int
    jenis: JenisKabar
    isian: dict[str, str]
    tautan: str
    created_at: datetime
    is_read: bool


class KabarKantor(BaseModel):
    """One piece of news in the API."""

    id: UUID
    judul: str
    isi: str
    tautan: str
    created_at: datetime
    is_read: bool


class DaftarKabar(BaseModel):
    """News, newest first, and how many of all are unread."""

    kabar: list[KabarKantor]
    belum_dibaca: int


class JumlahKabar(BaseModel):
    """How many are unread."""

    belum_dibaca: int
