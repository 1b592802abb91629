"""What identity tells."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Literal
from uuid import UUID

from shared.events.alamat import AlamatAkun, EmailBaru, SuratPetugas, TautanBaru
from shared.events.envelope import Event, Pribadi
from shared.events.petugas import PetugasAssigned, PetugasEnded


class Identity(Event):
    """An event that identity tells."""

    service: ClassVar[str] = "identity"


class KontakBaru(Pribadi):
    """Where the link that confirms an address goes."""

    nama: str
    email: str
    bahasa: str
    tautan: str


class AkunRegistered(Identity):
    """A resident signed up; the e-mail address is not confirmed yet."""

    noun: ClassVar[str] = "akun"
    past: ClassVar[str] = "registered"

    kode_wilayah_asal: str
    pribadi: KontakBaru | None = None


class KontakLama(Pribadi):
    """The owner of an address or NIK that was used again."""

    email: str
    bahasa: str


class AkunRepeated(Identity):
    """Somebody signed up with an address or NIK that has an akun: only its owner is told."""

    noun: ClassVar[str] = "akun"
    past: ClassVar[str] = "repeated"

    pribadi: KontakLama | None = None


class NamaAkun(Pribadi):
    """The name an officer sees in the queue."""

    nama: str


class AkunSubmitted(Identity):
    """The address is confirmed; the akun waits for the office of origin."""

    noun: ClassVar[str] = "akun"
    past: ClassVar[str] = "submitted"

    nomor: str
    kode_wilayah_asal: str
    submitted_at: datetime
    pribadi: NamaAkun | None = None


class Pemilik(Pribadi):
    """What colleagues need of a verified resident.

    `nik` lets registration tell the applicant from the members, by a keyed index of its own, and
    print it on forms and the proof: there it is kept sealed with the person's key.
    """

    nama: str
    email: str
    bahasa: str
    jenis_kelamin: Literal["L", "P"]
    tanggal_lahir: date
    nik: str


class AkunApproved(Identity):
    """The office of origin verified the akun: a permohonan may now be made."""

    noun: ClassVar[str] = "akun"
    past: ClassVar[str] = "approved"

    nomor: str
    kode_wilayah_asal: str
    decided_at: datetime
    pribadi: Pemilik | None = None


class CatatanPetugas(Pribadi):
    """The officer's note to the resident."""

    catatan: str


class AkunRejected(Identity):
    """The office of origin found the akun not valid."""

    noun: ClassVar[str] = "akun"
    past: ClassVar[str] = "rejected"

    nomor: str
    kode_wilayah_asal: str
    decided_at: datetime
    sisa_kesempatan: int
    pribadi: CatatanPetugas | None = None


class CatatanBlokir(Pribadi):
    """The ground's code and the officer's words; a reproach is nobody else's business."""

    dasar: str
    catatan: str


class AkunBlocked(Identity):
    """An akun is blocked: its owner may only look at why, and appeal."""

    noun: ClassVar[str] = "akun"
    past: ClassVar[str] = "blocked"

    nomor: str
    kode_wilayah_asal: str
    blocked_at: datetime
    pribadi: CatatanBlokir | None = None


class AkunUnblocked(Identity):
    """An officer lifted the block; `status` is where the akun stands now.

    That is approved, rejected, or submitted: then an AkunSubmitted follows.
    """

    noun: ClassVar[str] = "akun"
    past: ClassVar[str] = "unblocked"

    nomor: str
    kode_wilayah_asal: str
    status: str
    unblocked_at: datetime
    pribadi: CatatanBlokir | None = None


class BandingEvent(Identity):
    """A fact about one appeal against a block, with its owner's akun."""

    noun: ClassVar[str] = "banding"

    akun_id: UUID
    nomor: str
    kode_wilayah_asal: str


class BandingSubmitted(BandingEvent):
    """A blocked resident appealed; the office of origin answers."""

    past: ClassVar[str] = "submitted"

    submitted_at: datetime


class BandingRefused(BandingEvent):
    """The office kept the block; an accepted appeal is told by AkunUnblocked."""

    past: ClassVar[str] = "refused"

    answered_at: datetime
    pribadi: CatatanPetugas | None = None


class SesiRevoked(Identity):
    """A session (the aggregate) counts no longer, although its token has not run out."""

    noun: ClassVar[str] = "sesi"
    past: ClassVar[str] = "revoked"

    berlaku_sampai: datetime


class InstansiChanged(Identity):
    """An office as it signs from now on; the head of an office is a public person.

    `nama_lokal`: area → own word; `libur`: ISO date → why; `rantai`: who checks, `dinas` last.
    """

    noun: ClassVar[str] = "instansi"
    past: ClassVar[str] = "changed"

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
    nama_lokal: dict[str, str] = {}
    jam_mingguan: dict[str, str] = {}
    libur: dict[str, str] = {}
    rantai: tuple[str, ...] = ("dinas",)


class TautanRequested(Identity):
    """Somebody is to get a link: to a new password, to prove an address, to become an officer."""

    noun: ClassVar[str] = "tautan"
    past: ClassVar[str] = "requested"

    untuk: Literal["sandi", "email", "undangan", "sandi_petugas"]
    pribadi: TautanBaru | None = None


class SuratRequested(Identity):
    """An officer is to get a letter: `jumlah` tugas went up to him or were put before him."""

    noun: ClassVar[str] = "surat"
    past: ClassVar[str] = "requested"

    untuk: Literal["eskalasi", "pengajuan"]
    jumlah: int
    daftar: str
    pribadi: SuratPetugas | None = None


class SandiChanged(Identity):
    """An akun (the aggregate) or an officer has a new password."""

    noun: ClassVar[str] = "sandi"
    past: ClassVar[str] = "changed"

    jenis_akun: Literal["penduduk", "petugas"] = "penduduk"
    pribadi: AlamatAkun | None = None


class IngatStolen(Identity):
    """A replaced token of "Ingat saya" (the family is the aggregate) came back: it was copied.

    Every session of the akun has ended, and no browser logs its owner in by itself any more.
    """

    noun: ClassVar[str] = "ingat"
    past: ClassVar[str] = "stolen"

    akun_id: UUID
    kode_wilayah_asal: str
    stolen_at: datetime


class EmailChanged(Identity):
    """An akun (the aggregate) has a new address, which is proved."""

    noun: ClassVar[str] = "email"
    past: ClassVar[str] = "changed"

    pribadi: EmailBaru | None = None


class AkunErased(Identity):
    """The akun is forgotten at its owner's request: everybody forgets the person's part."""

    noun: ClassVar[str] = "akun"
    past: ClassVar[str] = "erased"

    kode_wilayah_asal: str
    erased_at: datetime


EVENTS: tuple[type[Event], ...] = (
    AkunRegistered, AkunRepeated, AkunSubmitted, AkunApproved, AkunRejected, SesiRevoked,
    InstansiChanged, AkunBlocked, AkunUnblocked, BandingSubmitted, BandingRefused, AkunErased,
    TautanRequested, SandiChanged, IngatStolen, EmailChanged, PetugasEnded, PetugasAssigned,
    SuratRequested,
)  # fmt: skip
