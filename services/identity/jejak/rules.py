"""Marks and seals of the trail, and the words for what happened.

A mark is a keyed digest of the step, made with it; a seal is a keyed digest of the seal before, of
the step and of its mark. Both keys lie outside the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from zoneinfo import ZoneInfo

import orjson

from services.identity.jejak.models import BarisJejak, Langkah
from shared import crypto
from shared.errors import N_, FieldErrors
from shared.wilayah import kode as wilayah

SEALED_WITHIN = timedelta(minutes=1)
WINDOW = 50_000
PAGE = 20
WIB = ZoneInfo(wilayah.WIB)

TINDAKAN: Mapping[str, str] = {
    "lihat_akun": N_("Membuka data akun"),
    "lihat_swafoto": N_("Membuka swafoto"),
    "lihat_foto_ktp": N_("Melihat foto KTP‑el"),
    "cari_nik": N_("Mencari lewat NIK"),
    "lihat_permohonan": N_("Membuka data permohonan"),
    "koreksi_domisili": N_("Mengoreksi masa tinggal"),
    "lihat_dokumen": N_("Membuka dokumen permohonan"),
    "baca_percakapan": N_("Membaca diskusi atau konsultasi"),
    "jawab_percakapan": N_("Menulis di diskusi atau konsultasi"),
    "betulkan_buku": N_("Membetulkan buku registrasi"),
    "setujui": N_("Menyetujui"),
    "tolak": N_("Menolak"),
    "minta_perbaikan": N_("Meminta perbaikan"),
    "periksa_berjenjang": N_("Memeriksa sebelum Disdukcapil"),
    "daftar_akun": N_("Mendaftarkan akun"),
    "unduh_data": N_("Mengunduh data"),
    "minta_hapus": N_("Meminta penghapusan data"),
    "blokir_akun": N_("Memblokir akun"),
    "larang_nik": N_("Melarang NIK dipakai mendaftar"),
    "buka_blokir": N_("Membuka blokir akun"),
    "jawab_banding": N_("Menjawab banding"),
}
# What administrators do to officers, offices and programs; `akun_id` is then none of an akun.
TINDAKAN_PENGURUS: Mapping[str, str] = {
    "undang_petugas": "Mengundang petugas",
    "batal_undangan": "Membatalkan undangan",
    "beri_peran": "Memberi peran",
    "akhiri_peran": "Mengakhiri peran",
    "ubah_kantor": "Mengubah data kantor",
    "ubah_logo": "Mengganti logo kantor",
    "hapus_logo": "Menghapus logo kantor",
    "buat_klien": "Membuat klien API",
    "ganti_rahasia": "Mengganti rahasia klien API",
    "akhiri_rahasia": "Mengakhiri rahasia lama klien API",
    "cabut_klien": "Mencabut klien API",
    "unduh_terdampak": "Mengunduh daftar terdampak",
    "unduh_jejak": "Mengunduh jejak tindakan",
    "blokir_akun": "Memblokir akun",
    "larang_nik": "Melarang NIK dipakai mendaftar",
    "buka_blokir": "Membuka blokir akun",
    "jawab_banding": "Menjawab banding",
}
# Of these the rest is about a person's data and stays on the list of a breach.
BUKAN_ORANG = tuple(kode for kode in TINDAKAN_PENGURUS if kode not in TINDAKAN)
ALASAN_AKHIR: Mapping[str, str] = {
    "pindah": "Pindah tugas", "pensiun": "Pensiun", "berhenti": "Berhenti",
    "pelanggaran": "Pelanggaran", "keliru": "Salah memberi peran", "lainnya": "Lainnya",
}  # fmt: skip
ALASAN: Mapping[str, str] = {
    "pemeriksaan akun": N_("Memeriksa akun"),
    "pemeriksaan permohonan": N_("Memeriksa permohonan"),
    "pemeriksaan kasus": N_("Memeriksa dugaan ganda"),
    "koreksi domisili": N_("Mengoreksi masa tinggal"),
    "menjawab percakapan": N_("Menjawab Anda"),
    "permintaan sendiri": N_("Permintaan Anda sendiri"),
}
PERAN: Mapping[str, str] = {
    "penduduk": N_("Anda"),
    "petugas": N_("Petugas Disdukcapil"),
    "supervisor": N_("Supervisor Disdukcapil"),
    "kepala_dinas": N_("Kepala Disdukcapil"),
    "petugas_provinsi": N_("Petugas provinsi"),
    "petugas_kementerian": N_("Petugas Kementerian"),
}


def tanda_of(langkah: Langkah) -> bytes:
    """Return the mark of a step."""
    return crypto.index("jejak-tanda", _packed(langkah))


def has_mark(baris: BarisJejak, legacy: int) -> bool:
    """Tell whether the row's mark is right; rows up to `legacy` are older than marks."""
    if baris.id <= legacy and not baris.tanda:
        return True
    return compare_digest(tanda_of(baris.langkah), baris.tanda)


def first_hash(legacy: int) -> bytes:
    """Return what the first seal stands on."""
    return crypto.index("jejak-segel", f"awal|{legacy}")


def segel_of(before: bytes, urutan: int, baris: BarisJejak) -> bytes:
    """Return the seal of a row that follows the seal `before`."""
    text = f"{before.hex()}|{urutan}|{baris.id}|{baris.tanda.hex()}|{_packed(baris.langkah)}"
    return crypto.index("jejak-segel", text)


def _packed(langkah: Langkah) -> str:
    parts = [
        str(langkah.kode), langkah.at.astimezone(UTC).isoformat(), langkah.asal,
        str(langkah.petugas_id), langkah.peran, langkah.wilayah, str(langkah.akun_id),
        langkah.tindakan, langkah.alasan, langkah.request_id,
    ]  # fmt: skip
    return orjson.dumps(parts).decode()


def parse_span(dari: str, sampai: str) -> tuple[datetime, datetime]:
    """Return the span of a breach, `2026-11-20T08:00` in WIB; raises Invalid by field."""
    errors = FieldErrors()
    found: dict[str, datetime] = {}
    for field, text in (("dari", dari), ("sampai", sampai)):
        try:
            at = datetime.fromisoformat(text)
            found[field] = at if at.tzinfo else at.replace(tzinfo=WIB)
        except ValueError:
            errors.add(field, "Isi tanggal dan jam.")
    if len(found) == 2 and found["dari"] >= found["sampai"]:
        errors.add("sampai", "Waktu akhir harus sesudah waktu awal.")
    errors.raise_any()
    return found["dari"], found["sampai"]
