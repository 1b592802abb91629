"""Shapes of the queue."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.policy import JENJANG, KEPALA_DINAS, SUPERVISOR
from shared.rantai import BIASA, DINAS

Jenis = Literal["akun", "permohonan", "kasus"]
Status = Literal["open", "decided", "withdrawn", "settled"]
Kabar = Literal[
    "submitted", "cancelled", "approved", "rejected", "returned", "blocked", "unblocked", "erased"
]  # fmt: skip
Jawaban = Literal["sesuai", "tidak"]
Keputusan = Literal["approved", "rejected", "returned"]
# What went up to the office's superiors, what was put before them, what lies at other levels.
Khusus = Literal["eskalasi", "diajukan", "setempat"]
Checklist = dict[str, Jawaban]


@dataclass(frozen=True)
class Petugas:
    """The officer who acts, for the office of his area, in the role he entered in.

    `wilayah` is his area, where it is not the office's own.
    """

    id: UUID
    nama: str
    kode_kantor: str
    peran: str
    wilayah: str = ""

    @property
    def jenjang(self) -> str:
        """Return the level of the chain that he stands for; the office's is `dinas`."""
        return JENJANG.get(self.peran, DINAS)

    @property
    def antrean(self) -> str:
        """Return the queue he works in, as the table names it: the office's, or his level's."""
        return self.kode_kantor if self.jenjang == DINAS else f"{self.jenjang}:{self.wilayah}"

    @property
    def is_atasan(self) -> bool:
        """Tell whether he is a superior of the office: what is put before them is his."""
        return self.peran in (SUPERVISOR, KEPALA_DINAS)


@dataclass(frozen=True)
class TugasBaru:
    """A tugas as its submission brings it: `janji` is for the resident, `tenggat` for the level."""

    id: UUID
    jenis: Jenis
    subjek_id: UUID
    subjek_version: int
    akun_id: UUID
    nomor: str
    kode_kantor: str
    kode_wilayah_tujuan: str
    kode_wilayah_asal: str
    nama: str
    masuk_at: datetime
    tenggat: datetime
    keterangan: dict[str, Any] = field(default_factory=dict)
    rantai: tuple[str, ...] = BIASA
    janji: datetime | None = None


@dataclass(frozen=True)
class SubjekRow:
    """One of the tugas that a subject has had, as far as its end is concerned."""

    id: UUID
    subjek_version: int
    status: Status
    hasil: str


@dataclass(frozen=True)
class Tugas:
    """A tugas as it is kept; `is_claimed`: its lease still runs, by the database's clock."""

    id: UUID
    jenis: Jenis
    subjek_id: UUID
    subjek_version: int
    akun_id: UUID
    nomor: str
    kode_kantor: str
    kode_wilayah_tujuan: str
    kode_wilayah_asal: str
    nama: str
    keterangan: dict[str, Any]
    status: Status
    hasil: str
    masuk_at: datetime
    tenggat: datetime
    claimed_by: UUID | None
    claimed_nama: str
    claimed_at: datetime | None
    claimed_until: datetime | None
    is_claimed: bool
    fence: int
    version: int
    checklist: Checklist
    keputusan: str
    alasan: tuple[str, ...]
    bidang: tuple[str, ...]
    catatan: str
    decided_at: datetime | None
    decided_by: UUID | None
    decided_nama: str
    tertahan_sampai: datetime | None
    eskalasi: str
    diajukan: bool
    kunci: bytes = field(repr=False)
    rantai: tuple[str, ...] = BIASA
    jenjang: str = DINAS
    diserahkan_at: datetime | None = None
    diserahkan_nama: str = ""
    antrean: str = ""

    @property
    def kode_wilayah(self) -> str:
        """Return the village it is about: the destination, for an akun the origin."""
        return self.kode_wilayah_tujuan or self.kode_wilayah_asal

    def is_claimed_by(self, petugas_id: UUID) -> bool:
        """Tell whether this officer holds a lease that still runs."""
        return self.is_claimed and self.claimed_by == petugas_id


@dataclass(frozen=True)
class Kursor:
    """Where a page of the queue begins: after this deadline and id."""

    at: datetime
    id: UUID

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.id}"

    @classmethod
    def parse(cls, text: str) -> Kursor | None:
        """Return the place that `text` names; None for nothing or nonsense."""
        at, _, id_ = text.partition("~")
        try:
            found = datetime.fromisoformat(at)
            return cls(found.astimezone(UTC), UUID(id_)) if found.tzinfo else None
        except (ValueError, OverflowError):
            return None


@dataclass(frozen=True)
class Saringan:
    """Which part of the queue is shown; all of it is in the address."""

    jenis: Jenis | None = None
    saya: bool = False
    selesai: bool = False
    cari: str = ""
    khusus: Khusus | None = None
    setelah: Kursor | None = None


@dataclass(frozen=True)
class Jumlah:
    """How much waits in an office."""

    akun: int = 0
    permohonan: int = 0
    kasus: int = 0
    hari_ini: int = 0
    saya: int = 0
    eskalasi: int = 0
    diajukan: int = 0
    setempat: int = 0

    @property
    def semua(self) -> int:
        """Return how many wait in all."""
        return self.akun + self.permohonan + self.kasus


class FenceForm(BaseModel):
    """A write on a tugas that was taken: the fence says from which claim it comes."""

    model_config = ConfigDict(extra="forbid")

    fence: int = Field(ge=0, lt=2**63)


class PeriksaForm(FenceForm):
    """Answers to the checks; those not named stay unanswered."""

    checklist: Checklist = Field(default_factory=dict, max_length=20)


class KeputusanForm(FenceForm):
    """A decision; `checklist`, if given, replaces the answers saved before.

    `bidang` are the fields of a rejected akun to be corrected (nik, kk, nama, alamat, telepon,
    swafoto) or of a returned permohonan (keperluan, tanggal_datang, jangka_waktu, alamat,
    pengikut, keterangan, ktp_el, kk, pendukung). Without them they are those the reasons name.
    """

    keputusan: Keputusan
    checklist: Checklist | None = Field(default=None, max_length=20)
    alasan: list[str] = Field(default_factory=list, max_length=10)
    bidang: list[str] = Field(default_factory=list, max_length=10)
    catatan: str = Field(default="", max_length=2000)


class TugasRow(BaseModel):
    """A tugas in a list."""

    id: UUID
    jenis: Jenis
    subjek_id: UUID
    nomor: str
    nama: str
    kode_kantor: str
    kode_wilayah_tujuan: str
    kode_wilayah_asal: str
    keterangan: dict[str, Any]
    status: Status
    jenjang: str
    masuk_at: datetime
    tenggat: datetime
    eskalasi: str
    diajukan: bool
    diambil_oleh: str
    diambil_at: datetime | None


class TugasDetail(TugasRow):
    """A tugas with its checks, its claim and its decision.

    `batalkan_sampai`: until when the officer may undo his decision. `menunggu_perbaikan`: its clock
    stands still until the resident has corrected it.
    """

    rantai: tuple[str, ...]
    fence: int
    milik_saya: bool
    diambil_sampai: datetime | None
    butir: dict[str, str]
    checklist: Checklist
    keputusan: str
    alasan: list[str]
    bidang: list[str]
    catatan: str
    hasil: str
    decided_at: datetime | None
    diputus_oleh: str
    batalkan_sampai: datetime | None
    menunggu_perbaikan: bool


class TugasList(BaseModel):
    """A page of the queue; `berikutnya` is the cursor of the next one, or empty."""

    tugas: list[TugasRow]
    berikutnya: str
