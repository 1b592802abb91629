"""What verification tells."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from shared.events.envelope import Event, Pribadi
from shared.events.jejak import JejakEvent
from shared.events.petugas import NamaPetugas

Subjek = Literal["akun", "permohonan", "kasus"]


class Verification(Event):
    """An event that verification tells; its aggregate is the tugas.

    `subjek_version` is the submission it is about; 0 from tellers that did not know it.
    """

    service: ClassVar[str] = "verification"
    noun: ClassVar[str] = "tugas"

    subjek: Subjek
    subjek_id: UUID
    subjek_version: int = 0
    kode_kantor: str
    kode_wilayah_tujuan: str = ""
    kode_wilayah_asal: str = ""


class TugasOpened(Verification):
    """A tugas waits in an office's queue; the answer is promised by `tenggat`.

    `rantai` are the levels that check it: it waits at the first of them (`rt`, `desa`,
    `kecamatan`), the office (`dinas`) is the last.
    """

    past: ClassVar[str] = "opened"

    tenggat: datetime
    rantai: tuple[str, ...] = ("dinas",)


class TugasPassed(Verification):
    """A level handed the tugas on, or back: it waits at `jenjang` from now on."""

    past: ClassVar[str] = "passed"

    dari: str
    jenjang: str
    passed_at: datetime


class TugasClaimed(Verification):
    """An officer took the tugas: its subject is being looked at."""

    past: ClassVar[str] = "claimed"

    claimed_at: datetime


class TugasTakenOver(Verification):
    """A supervisor took the tugas from the officer who held it, who is told."""

    past: ClassVar[str] = "taken_over"

    nomor: str
    petugas_id: UUID
    taken_over_at: datetime
    pribadi: NamaPetugas | None = None


class PembagianMade(Event):
    """A supervisor gave tugas, named by their numbers, to an officer, who is told."""

    service: ClassVar[str] = "verification"
    noun: ClassVar[str] = "pembagian"
    past: ClassVar[str] = "made"

    kode_kantor: str
    petugas_id: UUID
    daftar_nomor: tuple[str, ...]
    made_at: datetime
    pribadi: NamaPetugas | None = None


class TugasEscalated(Verification):
    """A tugas is late, or soon will be and nobody has it: its office's superiors know of it."""

    past: ClassVar[str] = "escalated"

    nomor: str
    tingkat: Literal["supervisor", "kepala_dinas"]
    tenggat: datetime
    escalated_at: datetime


class TugasReferred(Verification):
    """An officer put the tugas before the supervisor of its office; why stays in the office."""

    past: ClassVar[str] = "referred"

    nomor: str
    referred_at: datetime


class CatatanKeputusan(Pribadi):
    """The officer's words to the resident; empty on approval."""

    catatan: str


class KeputusanMade(Verification):
    """An officer decided; the owner of the subject makes it so and tells the outcome.

    `bidang` are the fields and documents that the resident must correct.
    """

    noun: ClassVar[str] = "keputusan"
    past: ClassVar[str] = "made"

    keputusan: Literal["approved", "rejected", "returned"]
    alasan: tuple[str, ...] = ()
    bidang: tuple[str, ...] = ()
    decided_at: datetime
    pribadi: CatatanKeputusan | None = None


class JejakAdded(JejakEvent):
    """An officer decided an akun or a permohonan."""

    service: ClassVar[str] = "verification"
    past: ClassVar[str] = "added"


EVENTS: tuple[type[Event], ...] = (
    TugasOpened, TugasPassed, TugasClaimed, TugasTakenOver, TugasEscalated, TugasReferred,
    PembagianMade, KeputusanMade, JejakAdded,
)  # fmt: skip
