"""Shapes of percakapan in the JSON doors."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.registration.percakapan.models import Dari, Jenis, Percakapan, Pesan, Status, Utas


class PesanBody(BaseModel):
    """A message; with files it comes as multipart: the same fields, and `berkas1` to `berkas5`."""

    model_config = ConfigDict(extra="forbid")

    isi: str
    kunci_kirim: str = Field(
        default="", max_length=64, description="Sama: pesan yang sama, sekali saja"
    )


class KonsultasiBody(PesanBody):
    """A new konsultasi or aduan."""

    jenis: Literal["konsultasi", "aduan"]
    topik: str
    kode_kantor: str


class JawabBody(PesanBody):
    """What an officer writes: an answer, a note of the office, or the answer that closes it."""

    aksi: Literal["balas", "catatan", "tutup"] = "balas"


class UnitBody(BaseModel):
    """The part of the office that is to answer."""

    model_config = ConfigDict(extra="forbid")

    unit: str


class JawabanBody(BaseModel):
    """A ready reply; `{nama}` becomes the resident's name."""

    model_config = ConfigDict(extra="forbid")

    judul: str
    isi: str


class LampiranJawab(BaseModel):
    """A file of a message."""

    id: UUID
    nama: str
    tipe: str
    ukuran: int
    halaman: int


class PesanJawab(BaseModel):
    """A message; only officers are told which officer wrote."""

    dari: Dari
    petugas: str
    isi: str
    ditulis_at: datetime
    lampiran: list[LampiranJawab]


class PercakapanJawab(BaseModel):
    """One without what is written in it."""

    id: UUID
    jenis: Jenis
    nomor: str
    permohonan_id: UUID | None
    kode_kantor: str
    topik: str
    unit: str
    status: Status
    petugas: str
    janji: date | None
    dibuka_at: datetime
    ditulis_at: datetime
    ditutup_at: datetime | None
    belum_dibaca: int


class UtasJawab(PercakapanJawab):
    """One with all that is written in it."""

    nama: str
    pesan: list[PesanJawab]


class DaftarPercakapan(BaseModel):
    """Several; of an office's queue also how many are in each part."""

    percakapan: list[PercakapanJawab]
    jumlah: dict[str, int] = {}


class JawabanJawab(JawabanBody):
    """A ready reply of an office."""

    id: UUID


class DaftarJawaban(BaseModel):
    """All ready replies of an office."""

    jawaban: list[JawabanJawab]


def told(p: Percakapan, *, officer: bool = False) -> PercakapanJawab:
    """Return one as an answer names it; residents are not told who of the office has it."""
    return PercakapanJawab(
        id=p.id, jenis=p.jenis, nomor=p.nomor, permohonan_id=p.permohonan_id,
        kode_kantor=p.kode_kantor, topik=p.topik, unit=p.unit, status=p.status,
        petugas=p.nama_petugas if officer else "", janji=p.janji, dibuka_at=p.opened_at,
        ditulis_at=p.written_at, ditutup_at=p.closed_at,
        belum_dibaca=p.tak_dibaca if officer else p.jawaban_baru,
    )  # fmt: skip


def told_utas(utas: Utas, *, officer: bool = False) -> UtasJawab:
    """Return one with its messages."""
    return UtasJawab(
        **told(utas.percakapan, officer=officer).model_dump(),
        nama=utas.nama,
        pesan=[_pesan(each, officer) for each in utas.pesan],
    )


def _pesan(pesan: Pesan, officer: bool) -> PesanJawab:
    row = pesan.row
    return PesanJawab(
        dari=row.dari, petugas=row.nama_petugas if officer else "", isi=pesan.isi,
        ditulis_at=row.created_at,
        lampiran=[
            LampiranJawab(
                id=one.row.id, nama=one.nama, tipe=one.row.tipe, ukuran=one.row.ukuran,
                halaman=one.row.halaman,
            )
            for one in pesan.lampiran
        ],
    )  # fmt: skip
