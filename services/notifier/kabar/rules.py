"""Whom news is for, what it says, and where it leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from services.notifier.kabar.models import JenisKabar
from shared.policy import (
    ADMIN_KABUPATEN,
    CAMAT,
    KEPALA_DINAS,
    LURAH,
    PETUGAS,
    PETUGAS_DESA,
    PETUGAS_KEMENTERIAN,
    PETUGAS_PROVINSI,
    SEKDA,
    SEKRETARIS_PROVINSI,
    SUPERVISOR,
)
from shared.wilayah.kode import KEMENTERIAN, NASIONAL

VERIFIKATOR = (PETUGAS, SUPERVISOR, KEPALA_DINAS)
ATASAN = (SUPERVISOR, KEPALA_DINAS)
PELAPOR = (
    PETUGAS, SUPERVISOR, KEPALA_DINAS, ADMIN_KABUPATEN, SEKDA, PETUGAS_PROVINSI,
    SEKRETARIS_PROVINSI, PETUGAS_KEMENTERIAN, CAMAT, LURAH, PETUGAS_DESA,
)  # fmt: skip


class Kata(NamedTuple):
    """Title, text, page and readers of one kind of news; `{name}` are its values."""

    judul: str
    isi: str
    tautan: str
    peran: tuple[str, ...]


WORDS: Mapping[JenisKabar, Kata] = {
    JenisKabar.KASUS_BARU: Kata(
        "Kasus domisili ganda {nomor}",
        "Orang yang sama tampak terdaftar dua kali. Periksa di antrean.",
        "/verifikasi", VERIFIKATOR,
    ),
    JenisKabar.TUGAS_DIESKALASI: Kata(
        "Tugas {nomor} dieskalasi kepada Anda", "{keadaan} Tenggatnya {tenggat}.",
        "/verifikasi/{subjek}", ATASAN,
    ),
    JenisKabar.TUGAS_DIAJUKAN: Kata(
        "Tugas {nomor} diajukan kepada Anda",
        "Petugas meminta Anda memutusnya. Alasannya ada di halaman tugas.",
        "/verifikasi/{subjek}", ATASAN,
    ),
    JenisKabar.BANDING_BARU: Kata(
        "Banding akun {nomor}", "Pemilik akun yang diblokir mengajukan banding.",
        "/akun-diblokir", VERIFIKATOR,
    ),
    JenisKabar.KONSULTASI_BARU: Kata(
        "{jenis} baru {nomor}", "Warga menulis kepada kantor ini. Baca dan jawab.",
        "/konsultasi-masuk/{subjek}", VERIFIKATOR,
    ),
    JenisKabar.KONSULTASI_DIBALAS: Kata(
        "Balasan warga untuk {nomor}", "Warga menulis lagi dan menunggu jawaban.",
        "/konsultasi-masuk/{subjek}", VERIFIKATOR,
    ),
    JenisKabar.DISKUSI_DIBALAS: Kata(
        "Pesan pemohon tentang {nomor}", "Pemohon menulis di diskusi permohonannya.",
        "/permohonan/{subjek}/diskusi/petugas", VERIFIKATOR,
    ),
    JenisKabar.PENGINGAT_JAWABAN: Kata(
        "Jawaban {subjek} sudah lewat tenggat",
        "Janji waktu jawaban lewat kemarin. Dahulukan di antrean.", "/verifikasi", VERIFIKATOR,
    ),
    JenisKabar.PENGINGAT_LAPORAN: Kata(
        "Rekap tahun {nomor} belum dikirim",
        "Tenggatnya akhir April: tinggal {hari} hari lagi.", "/dasbor", PELAPOR,
    ),
    JenisKabar.EDARAN: Kata(
        "Surat pemberitahuan: {judul}", "Dari {dari}. Buka surat dan lampirannya.",
        "/pesan/edaran/{subjek}", (CAMAT, LURAH, PETUGAS_DESA),
    ),
    JenisKabar.REKAP_DIKIRIM: Kata(
        "Rekap {periode} dikirim", "{dari} mengirim rekap. Periksa dan jawab.",
        "/rekap", PELAPOR,
    ),
    JenisKabar.REKAP_DIKEMBALIKAN: Kata(
        "Rekap {periode} dikembalikan", "Rekap perlu diperbaiki lalu dikirim ulang.",
        "/rekap", PELAPOR,
    ),
    JenisKabar.REKAP_DITERIMA: Kata(
        "Rekap {periode} diterima", "Rekap Anda sudah diterima.", "/rekap", PELAPOR,
    ),
    JenisKabar.REKAP_DIREVISI: Kata(
        "Rekap {periode} direvisi", "Ada revisi {revisi} dari {dari}.", "/rekap", PELAPOR,
    ),
    JenisKabar.REKAP_DITANDATANGANI: Kata(
        "Rekap {periode} ditandatangani", "Rekap {dari} sudah ditandatangani.", "/rekap", PELAPOR,
    ),
    JenisKabar.LANGGANAN_TERHENTI: Kata(
        "Webhook {nama} berhenti", "Alamat tujuan gagal terlalu lama atau menolak. Periksa.",
        "/integrasi/webhook/{subjek}", (PETUGAS_KEMENTERIAN,),
    ),
    JenisKabar.TUGAS_DIAMBIL_ALIH: Kata(
        "{nomor} diambil alih", "{oleh} mengambil alih tugas yang Anda pegang. "
        "Yang sudah Anda periksa tetap tersimpan.",
        "/verifikasi/{subjek}", VERIFIKATOR,
    ),
    JenisKabar.TUGAS_DIBERIKAN: Kata(
        "{jumlah} tugas untuk Anda", "{oleh} menugaskan kepada Anda: {nomor}.",
        "/verifikasi?saya=1", VERIFIKATOR,
    ),
}  # fmt: skip


class _Known(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def words_of(jenis: JenisKabar, isian: Mapping[str, str]) -> tuple[str, str]:
    """Return title and text with the values filled in; a missing one is empty."""
    kata, values = WORDS[jenis], _Known(isian)
    return " ".join(kata.judul.format_map(values).split()), kata.isi.format_map(values)


def tautan_of(jenis: JenisKabar, subjek_id: UUID) -> str:
    """Return the page that news leads to."""
    return WORDS[jenis].tautan.format(subjek=subjek_id)


def area_of(kode_kantor: str) -> str:
    """Return the area as sessions carry it: the Ministry's is the nation."""
    return NASIONAL if kode_kantor == KEMENTERIAN else kode_kantor
