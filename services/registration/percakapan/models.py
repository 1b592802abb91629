"""Shapes of a percakapan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.registration.dokumen.models import Tipe

Jenis = Literal["diskusi", "konsultasi", "aduan"]
Status = Literal["open", "waiting", "closed"]
Dari = Literal["warga", "petugas", "catatan"]
Aksi = Literal["balas", "catatan", "tutup"]


@dataclass(frozen=True)
class Percakapan:
    """One as it is kept.

    `status`: `open` waits for the office, `waiting` for the resident. `tak_dibaca` are the
    resident's messages that nobody of the office has read, `jawaban_baru` the other way.
    """

    id: UUID
    akun_id: UUID
    jenis: Jenis
    permohonan_id: UUID | None
    nomor: str
    kode_kantor: str
    kode_wilayah_tujuan: str
    kode_wilayah_asal: str
    topik: str
    unit: str
    status: Status
    version: int
    petugas_id: UUID | None
    nama_petugas: str
    janji: date | None
    opened_at: datetime
    written_at: datetime
    closed_at: datetime | None
    tak_dibaca: int
    jawaban_baru: int


@dataclass(frozen=True)
class Baru:
    """What a new percakapan begins with; a diskusi has the number of its permohonan."""

    id: UUID
    akun_id: UUID
    jenis: Jenis
    kode_kantor: str
    kode_wilayah_tujuan: str
    kode_wilayah_asal: str
    at: datetime
    permohonan_id: UUID | None = None
    nomor: str | None = None
    topik: str = ""
    unit: str = ""
    janji: date | None = None
    kunci_kirim: bytes | None = None


@dataclass(frozen=True)
class Keadaan:
    """How a percakapan stands after something was written in it."""

    status: Status
    petugas_id: UUID | None
    nama_petugas: str
    janji: date | None
    written_at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True)
class LampiranRow:
    """A file as kept: its name is sealed."""

    id: UUID
    pesan_id: UUID
    nama: bytes
    tipe: Tipe
    ukuran: int
    halaman: int
    nama_objek: str


@dataclass(frozen=True)
class Lampiran:
    """A file with its name opened."""

    row: LampiranRow
    nama: str

    @property
    def is_pdf(self) -> bool:
        """Tell whether it is a PDF; else it is a picture."""
        return self.row.tipe == "application/pdf"


@dataclass(frozen=True)
class PesanRow:
    """A message as kept: sealed."""

    id: UUID
    dari: Dari
    petugas_id: UUID | None
    nama_petugas: str
    isi: bytes
    created_at: datetime


@dataclass(frozen=True)
class Pesan:
    """A message opened, with its files."""

    row: PesanRow
    isi: str
    lampiran: Sequence[Lampiran]


@dataclass(frozen=True)
class Siap:
    """A file made anew whose object is kept already."""

    nama: str
    tipe: Tipe
    ukuran: int
    halaman: int
    nama_objek: str


@dataclass(frozen=True)
class Tulisan:
    """What somebody writes, checked; `kunci` is the same when it is sent twice."""

    isi: str
    kunci: bytes
    lampiran: Sequence[Siap] = ()


@dataclass(frozen=True)
class KonsultasiForm:
    """To whom a resident writes, and about what."""

    jenis: Jenis
    topik: str
    kode_kantor: str


@dataclass(frozen=True)
class Saringan:
    """Which part of an office's queue is asked for; an empty unit is all."""

    tab: str
    unit: str = ""
    petugas_id: UUID | None = None


@dataclass(frozen=True)
class Jawaban:
    """A reply that an office keeps ready."""

    id: UUID
    kode_kantor: str
    judul: str
    isi: str
    nama_petugas: str
    updated_at: datetime


@dataclass(frozen=True)
class Utas:
    """A percakapan opened to be read, with the resident's name for officers."""

    percakapan: Percakapan
    pesan: Sequence[Pesan]
    nama: str = ""
    tertutup: bool = False
    jawaban: Sequence[Jawaban] = field(default=())
