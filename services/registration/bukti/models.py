"""Shapes of a proof, of its delivery, and of what the public may see of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

Cara = Literal["email", "ambil", "pos"]
Keadaan = Literal["valid", "ended", "revoked"]
Serah = Literal["waiting", "ready", "handed_over", "posted", "returned"]


@dataclass(frozen=True)
class Bukti:
    """The proof of one stay; `paket` is the form pack it is set by."""

    id: UUID
    permohonan_id: UUID
    akun_id: UUID
    kode_wilayah_tujuan: str
    kode_wilayah_asal: str
    nobukti: str
    paket: str
    version: int
    status: Literal["waiting", "issued", "revoked"]
    issued_at: datetime | None
    revoked_at: datetime | None
    pin_index: bytes | None
    pin_salah: int
    terkunci_sampai: datetime | None


@dataclass(frozen=True)
class LembarBaru:
    """One person's signed file, sealed."""

    urutan: int
    orang_id: UUID
    kode_index: bytes
    nama: bytes
    berkas: bytes
    sidik: bytes


@dataclass(frozen=True)
class LembarRow:
    """One person's file as listed: the name is sealed."""

    urutan: int
    orang_id: UUID
    nama: bytes


@dataclass(frozen=True)
class Ditemukan:
    """What a code leads to, before the ledger and the pemohon's key were asked."""

    bukti_id: UUID
    akun_id: UUID
    kode_wilayah_tujuan: str
    revoked_at: datetime | None
    urutan: int
    orang_id: UUID
    nama: bytes
    sidik: bytes


@dataclass(frozen=True)
class Terlihat:
    """All that anybody may see of a proof; `sampai` is the last day."""

    keadaan: Keadaan
    nama: str
    wilayah: str
    mulai: date
    sampai: date
    sidik: bytes


@dataclass(frozen=True)
class Penyerahan:
    """How a proof is handed over and what became of it."""

    permohonan_id: UUID
    cara: Cara
    status: Serah
    ready_at: datetime | None
    nama_petugas: str
    marked_at: datetime | None
    nomor_kiriman: str


@dataclass(frozen=True)
class PenyerahanRow:
    """One line of the officer's list."""

    permohonan_id: UUID
    akun_id: UUID
    nobukti: str
    kode_wilayah: str
    cara: Cara
    status: Serah
    bukti_status: str
    jumlah_lembar: int
    ready_at: datetime
    nama_petugas: str
    marked_at: datetime | None
    nomor_kiriman: str


@dataclass(frozen=True)
class Rahasia:
    """What only the resident gets to know: the code in the link, and the PIN."""

    kode: str
    pin: str
