"""Shapes of a permohonan: what comes in, what is kept, what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from shared.nik import JenisKelamin, group4, mask

Status = Literal["submitted", "claimed", "returned", "approved", "rejected", "cancelled"]


class Frozen(BaseModel):
    """A value that does not change."""

    model_config = ConfigDict(frozen=True)


class Keperluan(Frozen):
    """Why the stay, since when and for how many months."""

    keperluan: str
    tanggal_datang: date
    jangka_waktu: int


class Alamat(Frozen):
    """The temporary address below the village; RT and RW in three digits."""

    alamat: str
    rt: str
    rw: str

    def __str__(self) -> str:
        return f"{self.alamat}, RT {self.rt} RW {self.rw}"


class TempatTinggal(Alamat):
    """The temporary address with its village."""

    kode_wilayah: str

    @property
    def di_desa(self) -> Alamat:
        """Return the part below the village."""
        return Alamat(alamat=self.alamat, rt=self.rt, rw=self.rw)


class Pengikut(Frozen):
    """A member of the family who comes along; `keterangan` is what the form pack asks besides."""

    id: UUID
    nik: str
    nama: str
    jenis_kelamin: JenisKelamin
    tanggal_lahir: date
    keterangan: dict[str, str] = {}

    @property
    def nik_tersamar(self) -> str:
        """Return the NIK for screens that others may see."""
        return mask(self.nik)

    @property
    def nik_terbaca(self) -> str:
        """Return the NIK in groups of four."""
        return group4(self.nik)


class PermohonanForm(Frozen):
    """A whole permohonan, each part checked; `keterangan` is what the form pack asks besides."""

    keperluan: Keperluan
    domisili: TempatTinggal
    pengikut: tuple[Pengikut, ...] = ()
    keterangan: dict[str, str] = {}


@dataclass(frozen=True)
class Sent:
    """What the sender gets: the same for each repeat of the same key."""

    permohonan_id: UUID
    nobukti: str
    status: Status
    sidik: bytes


@dataclass(frozen=True)
class PengikutRow:
    """A member as kept: sealed."""

    id: UUID
    nik_index: bytes
    pribadi: bytes


@dataclass(frozen=True)
class PermohonanRow:
    """A permohonan as kept: address, reason of refusal and `rincian` are sealed.

    `bidang` are the fields that the office marked; `dikirim_version` is the newest submission's.
    """

    id: UUID
    akun_id: UUID
    nobukti: str
    version: int
    status: Status
    kode_wilayah_asal: str
    kode_wilayah_tujuan: str
    keperluan: str
    tanggal_datang: date
    jangka_waktu: int
    tanggal_berakhir: date
    alamat: bytes
    submitted_at: datetime
    tenggat: datetime | None
    claimed_at: datetime | None
    decided_at: datetime | None
    cancelled_at: datetime | None
    alasan: bytes | None
    rincian: bytes | None
    bidang: list[str]
    dikirim_version: int
    jumlah_pengikut: int


@dataclass(frozen=True)
class Tempat:
    """A village with what it lies in, by name."""

    kelurahan: str
    kecamatan: str
    kota: str

    def __str__(self) -> str:
        return ", ".join(part for part in (self.kelurahan, self.kecamatan, self.kota) if part)


@dataclass(frozen=True)
class Permohonan:
    """A permohonan opened for its owner or for an officer; `tempat` names the village.

    `status` is as residents see it: an approved one whose stay is over is `ended`. `berakhir` is
    until when the stay lasts or lasted, `sebab` why it ended then.
    """

    row: PermohonanRow
    status: str
    alamat: Alamat
    tempat: Tempat
    kantor: str
    kode_kantor: str
    zona: str
    alasan: str
    tenggat: date | None
    may_cancel: bool
    berakhir: date
    sebab: str

    @property
    def id(self) -> UUID:
        """Return the permohonan's id."""
        return self.row.id

    @property
    def nobukti(self) -> str:
        """Return the number the resident quotes."""
        return self.row.nobukti


@dataclass(frozen=True)
class Jumlah:
    """How many permohonan a resident has, by what became of them."""

    menunggu: int
    terdaftar: int
    selesai: int

    @property
    def semua(self) -> int:
        """Return the number of all."""
        return self.menunggu + self.terdaftar + self.selesai
