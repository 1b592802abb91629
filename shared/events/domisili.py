"""What registration tells of a stay, and of the proof and the case that belong to it."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from shared.events.envelope import Event, Pribadi

Sebab = Literal["departed", "expired", "moved", "revoked", "corrected"]


class OrangTinggal(BaseModel):
    """One person of a stay, as far as counting needs it."""

    model_config = ConfigDict(frozen=True)

    orang_id: UUID
    jenis_kelamin: Literal["L", "P"]
    kelompok_umur: str


class MasaOrang(OrangTinggal):
    """One person's time in a stay: counted from `tanggal_mulai` until before `tanggal_selesai`."""

    tanggal_mulai: date
    tanggal_selesai: date


class RincianOrang(BaseModel):
    """What else of one person is counted, and who the village's book says it is.

    Empty where nobody asked; `nik` is masked.
    """

    model_config = ConfigDict(frozen=True)

    orang_id: UUID
    pendidikan: str = ""
    pekerjaan: str = ""
    nama: str = ""
    nik: str = ""


class RincianDomisili(Pribadi):
    """Where below the village a stay is, and what else is counted of its persons.

    Small places and rare occupations point at a person: so it travels sealed.
    """

    rt: str = ""
    rw: str = ""
    dusun: str = ""
    alamat: str = ""
    orang: tuple[RincianOrang, ...] = ()


class DomisiliEvent(Event):
    """A fact about one stay; `version` grows with each.

    `masa` is everyone's time in it as of this version: the highest version is the whole truth.
    """

    service: ClassVar[str] = "registration"
    noun: ClassVar[str] = "domisili"

    permohonan_id: UUID
    kode_wilayah_tujuan: str
    kode_wilayah_asal: str
    masa: tuple[MasaOrang, ...] = ()


class DomisiliOpened(DomisiliEvent):
    """A stay begins: everyone in it counts from `tanggal_mulai` until before `tanggal_berakhir`."""

    past: ClassVar[str] = "opened"

    keperluan: str
    tanggal_mulai: date
    tanggal_berakhir: date
    orang: tuple[OrangTinggal, ...]
    pribadi: RincianDomisili | None = None


class DomisiliExtended(DomisiliEvent):
    """Who is still in the stay counts until before the new `tanggal_berakhir`."""

    past: ClassVar[str] = "extended"

    tanggal_berakhir: date


class DomisiliEnded(DomisiliEvent):
    """The stay ended for the named persons: they count until before `tanggal_selesai`."""

    past: ClassVar[str] = "ended"

    tanggal_selesai: date
    orang_ids: tuple[UUID, ...]
    sebab: Sebab = "departed"


class DomisiliCorrected(DomisiliEvent):
    """An officer corrected the ledger by an entry of its own; `masa` says what holds now."""

    past: ClassVar[str] = "corrected"

    corrected_at: datetime
    dasar: tuple[str, ...] = ()


class TautanBukti(Pribadi):
    """Where the proof is opened, and the PIN that opens it."""

    tautan: str
    pin: str


class BuktiEvent(Event):
    """A fact about one proof (the aggregate) of a stay."""

    service: ClassVar[str] = "registration"
    noun: ClassVar[str] = "bukti"

    permohonan_id: UUID
    akun_id: UUID
    nobukti: str
    kode_wilayah_tujuan: str
    kode_wilayah_asal: str


class BuktiIssued(BuktiEvent):
    """The office issued the proof; `cara` is how the resident wants it."""

    past: ClassVar[str] = "issued"

    cara: Literal["email", "ambil", "pos"]
    issued_at: datetime
    pribadi: TautanBukti | None = None


class BuktiRevoked(BuktiEvent):
    """The proof counts no longer."""

    past: ClassVar[str] = "revoked"

    revoked_at: datetime


class KasusOpened(Event):
    """The same person seems to stay twice: one case (the aggregate) for the office named.

    The office answers by KeputusanMade with subjek `kasus`.
    """

    service: ClassVar[str] = "registration"
    noun: ClassVar[str] = "kasus"
    past: ClassVar[str] = "opened"

    jenis: Literal["domisili_ganda", "pengikut_ganda"]
    permohonan_id: UUID
    akun_id: UUID
    nobukti: str
    kode_kantor: str
    kode_wilayah_tujuan: str
    kode_wilayah_asal: str
    opened_at: datetime
