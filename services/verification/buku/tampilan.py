"""How a line of the book reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from services.verification.buku.models import Baris
from shared import kata
from shared.wilayah.kode import zona_of


@dataclass(frozen=True)
class BarisTampil:
    """A line in words; `keterangan` has what became of it and what it corrects."""

    id: UUID
    nomor: int
    tempat: str
    nama: str
    nik: str
    jenis_kelamin: str
    asal: str
    alamat: str
    keperluan: str
    masa: str
    keterangan: tuple[str, ...]
    disetujui: str
    dicatat: str
    bisa_dibetulkan: bool


def baris_of(baris: Baris, nama_wilayah: Mapping[str, str]) -> BarisTampil:
    """Return the line in words."""
    return BarisTampil(
        id=baris.id,
        nomor=baris.nomor,
        tempat=f"{baris.nomor}/{baris.tahun}",
        nama=baris.isi.nama,
        nik=baris.isi.nik,
        jenis_kelamin=kata.JENIS_KELAMIN[baris.jenis_kelamin],
        asal=nama_wilayah.get(baris.kode_wilayah_asal, baris.kode_wilayah_asal),
        alamat=baris.isi.alamat,
        keperluan=kata.KEPERLUAN.get(baris.keperluan, baris.keperluan),
        masa=f"{kata.tanggal_pendek(baris.tanggal_mulai)} – "
        f"{kata.tanggal_pendek(baris.tanggal_berakhir)}",
        keterangan=tuple(_keterangan(baris)),
        disetujui=_disetujui(baris),
        dicatat=_dicatat(baris),
        bisa_dibetulkan=not baris.oleh_nomor,
    )


def _keterangan(baris: Baris) -> list[str]:
    said = []
    if baris.betul_nomor:
        said.append(f"Membetulkan nomor {baris.betul_nomor}/{baris.betul_tahun}")
    if baris.isi.keterangan:
        said.append(baris.isi.keterangan)
    if baris.oleh_nomor:
        said.append(f"Dibetulkan oleh nomor {baris.oleh_nomor}/{baris.oleh_tahun}")
    if baris.selesai <= baris.tanggal_mulai < baris.tanggal_berakhir:
        said.append("Dikeluarkan dari masa tinggal ini oleh kantor")
    elif baris.selesai != baris.tanggal_berakhir:
        said.append(f"Tinggal sampai {kata.tanggal_pendek(baris.selesai)}")
    return said


def _disetujui(baris: Baris) -> str:
    if baris.approved_at is None:
        return ""
    at = kata.tanggal_waktu(baris.approved_at, zona_of(baris.kode_wilayah))
    return f"{baris.approved_nama}, {at}"


def _dicatat(baris: Baris) -> str:
    at = kata.tanggal_waktu(baris.dicatat_at, zona_of(baris.kode_wilayah))
    return f"{baris.dicatat_nama}, {at}" if baris.dicatat_nama else f"Otomatis, {at}"


def jumlah_of(text: str) -> int:
    """Return the number in the address of how many were approved just now; 0 for nonsense."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
