"""What a notice says: its title and one or two sentences."""

from __future__ import annotations

from collections.abc import Mapping

from services.notifier.surat.models import Pesan
from shared.errors import Message

WORDS: Mapping[Pesan, tuple[Message, Message]] = {
    Pesan.AKUN_DITERIMA: (
        Message("Pendaftaran akun kami terima"),
        Message("Petugas memeriksa data Anda pada jam kerja. Hasilnya kami kabari lewat email."),
    ),
    Pesan.AKUN_DISETUJUI: (
        Message("Akun Anda sudah diverifikasi"),
        Message("Anda sekarang bisa membuat pendaftaran penduduk nonpermanen."),
    ),
    Pesan.AKUN_TIDAK_VALID: (
        Message("Data akun perlu diperbaiki"),
        Message("Catatan petugas: %(catatan)s"),
    ),
    Pesan.PERMOHONAN_DITERIMA: (
        Message("Permohonan %(nobukti)s kami terima"),
        Message("Permohonan menunggu diperiksa kantor tujuan. Hasilnya kami kabari lewat email."),
    ),
    Pesan.PERMOHONAN_DIBATALKAN: (
        Message("Permohonan %(nobukti)s dibatalkan"),
        Message("Anda membatalkan permohonan ini. Anda bisa mengajukan yang baru kapan saja."),
    ),
    Pesan.PERMOHONAN_DISETUJUI: (
        Message("Permohonan %(nobukti)s disetujui"),
        Message("Anda dan pengikut sudah terdaftar sebagai penduduk nonpermanen."),
    ),
    Pesan.PERMOHONAN_DITOLAK: (
        Message("Permohonan %(nobukti)s ditolak"),
        Message("Alasan: %(alasan)s"),
    ),
    Pesan.PERMOHONAN_DIKEMBALIKAN: (
        Message("Permohonan %(nobukti)s perlu diperbaiki"),
        Message("Yang diminta petugas: %(alasan)s"),
    ),
    Pesan.BUKTI_TERBIT: (
        Message("Bukti pendataan %(nobukti)s sudah terbit"),
        Message("Lihat berkasnya dan cara menerimanya di halaman bukti."),
    ),
    Pesan.BUKTI_DICABUT: (
        Message("Bukti pendataan %(nobukti)s dicabut"),
        Message("Bukti ini tidak berlaku lagi. Tanyakan alasannya ke kantor tujuan."),
    ),
    Pesan.AKUN_DIBLOKIR: (
        Message("Akun Anda diblokir"),
        Message("Dasarnya, dan cara mengajukan banding, ada di halaman status akun."),
    ),
    Pesan.BLOKIR_DIBUKA: (
        Message("Blokir akun Anda dibuka"),
        Message("Catatan petugas: %(catatan)s"),
    ),
    Pesan.BANDING_DITERIMA: (
        Message("Banding Anda kami terima"),
        Message("Petugas kantor asal membaca dan menjawabnya. Jawabannya kami kirim lewat email."),
    ),
    Pesan.BANDING_DITOLAK: (
        Message("Banding Anda ditolak"),
        Message("Catatan petugas: %(catatan)s"),
    ),
    Pesan.INGAT_DICURI: (
        Message("Semua perangkat kami keluarkan"),
        Message("Tanda masuk otomatis Anda dipakai di dua tempat. Ganti kata sandi Anda."),
    ),
    Pesan.MASA_TINGGAL_DIPERPANJANG: (
        Message("Masa tinggal %(nobukti)s diperpanjang"),
        Message("Tanggal berakhir yang baru ada di halaman permohonan."),
    ),
    Pesan.MASA_TINGGAL_BERAKHIR: (
        Message("Masa tinggal %(nobukti)s berakhir"),
        Message("Siapa saja yang sudah tidak tinggal di sana ada di halaman permohonan."),
    ),
    Pesan.MASA_TINGGAL_DIPERBAIKI: (
        Message("Catatan masa tinggal %(nobukti)s diperbaiki"),
        Message("Petugas memperbaiki catatan ini. Periksa isinya di halaman permohonan."),
    ),
    Pesan.DISKUSI_DIBALAS: (
        Message("Ada balasan tentang permohonan %(nomor)s"),
        Message("Petugas menulis di diskusi permohonan Anda. Buka untuk membaca dan membalas."),
    ),
    Pesan.KONSULTASI_DITERIMA: (
        Message("Pesan Anda %(nomor)s kami terima"),
        Message("Kantor yang Anda pilih menjawabnya. Jawabannya kami kabari lewat email."),
    ),
    Pesan.KONSULTASI_DIBALAS: (
        Message("Ada balasan untuk %(nomor)s"),
        Message("Petugas membalas pesan Anda. Buka untuk membaca dan membalas."),
    ),
    Pesan.KONSULTASI_SELESAI: (
        Message("%(nomor)s selesai dijawab"),
        Message("Baca jawabannya. Kalau belum cukup, Anda bisa membukanya lagi dalam 30 hari."),
    ),
    Pesan.PENGINGAT_MASA_TINGGAL: (
        Message("Masa tinggal %(nomor)s segera berakhir"),
        Message("Sisa %(hari)s hari. Perpanjang, atau laporkan kalau Anda pindah."),
    ),
    Pesan.PENGINGAT_DRAF: (
        Message("Pendaftaran Anda belum dikirim"),
        Message("Isian Anda masih tersimpan. Lanjutkan sebelum dihapus otomatis."),
    ),
}

LAST_DAY = (
    Message("Masa tinggal %(nomor)s berakhir hari ini"),
    Message("Perpanjang hari ini, atau laporkan kalau Anda pindah."),
)


def words_of(pesan: Pesan, isian: Mapping[str, str]) -> tuple[Message, Message]:
    """Return title and text of a notice with its values filled in."""
    judul, isi = LAST_DAY if isian.get("hari") == "0" else WORDS[pesan]
    return Message(judul.template, **isian), Message(isi.template, **isian)
