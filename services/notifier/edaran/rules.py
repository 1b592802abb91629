"""Who may be written to, and which files may go along."""

from __future__ import annotations

import re

from services.notifier.edaran.models import EdaranForm
from shared.errors import FieldErrors
from shared.policy import (
    ADMIN_KABUPATEN,
    CAMAT,
    KEPALA_DINAS,
    LURAH,
    PETUGAS_DESA,
    SUPERVISOR,
)
from shared.wilayah.kode import Tingkat, is_kode, is_within, tingkat_of

SENDERS = (ADMIN_KABUPATEN, KEPALA_DINAS, SUPERVISOR)
READERS = (CAMAT, LURAH, PETUGAS_DESA)
MOST_FILES, MOST_BYTES, MOST_AREAS = 5, 5 * 1024 * 1024, 500


def check_form(kode_kantor: str, form: EdaranForm) -> EdaranForm:
    """Return the letter tidied; raises Invalid by field."""
    errors = FieldErrors()
    judul, isi = " ".join(form.judul.split()), form.isi.strip()
    if not 5 <= len(judul) <= 150:
        errors.add("judul", "Tulis judul 5 sampai 150 huruf.")
    if not 20 <= len(isi) <= 8000:
        errors.add("isi", "Tulis isi surat paling sedikit 20 huruf.")
    wilayah = sorted(set(form.wilayah))
    if not wilayah or len(wilayah) > MOST_AREAS:
        errors.add("wilayah", "Tulis kode kecamatan atau desa/kelurahan penerima.")
    elif not all(is_kode(kode) and tingkat_of(kode) >= Tingkat.KECAMATAN
                 and is_within(kode, kode_kantor) for kode in wilayah):  # fmt: skip
        errors.add("wilayah", "Semua penerima harus kecamatan atau desa/kelurahan di wilayah Anda.")
    if len(form.lampiran) > MOST_FILES:
        errors.add("lampiran1", "Paling banyak 5 lampiran.")
    for nomor, (_, content) in enumerate(form.lampiran, 1):
        if not content.startswith(b"%PDF-"):
            errors.add(f"lampiran{nomor}", "Lampiran harus PDF, paling besar 5 MB.")
    errors.raise_any()
    lampiran = tuple((file_name(nama), content) for nama, content in form.lampiran)
    return EdaranForm(judul, isi, wilayah, lampiran)


def file_name(nama: str) -> str:
    """Return a name that is only a name, ending in .pdf."""
    stem = re.sub(r"[^\w .()-]", "", nama.rpartition(".")[0] or nama, flags=re.ASCII).strip(" .")
    return f"{stem[:80] or 'lampiran'}.pdf"
