"""What an officer may answer, and what a ready reply may be. Pure."""

from __future__ import annotations

import re

from services.registration.percakapan.rules import LONGEST, PLACEHOLDER, tidy
from shared.errors import FieldErrors

CHOOSE_UNIT = "Pilih bidang lain di kantor ini."
CHOOSE_AKSI = "Pilih kirim balasan, simpan catatan, atau jawab dan tutup."
HELD = "Sedang ditangani %(nama)s. Tekan Ambil alih dahulu."
CLOSED = "Sudah ditutup. Pemohon bisa membukanya lagi."
MOVED = "Dipindahkan dari %s ke %s."
LONGEST_TITLE = 80
MOST = 50
TITLE = "Tulis judul 3 sampai 80 huruf."
TEXT = "Tulis isi jawaban, paling panjang 4.000 huruf."
BRACES = "Kurung kurawal hanya untuk {nama}."
TITLE_TAKEN = "Judul ini sudah dipakai."
TOO_MANY = "Paling banyak 50 jawaban siap. Hapus yang tidak dipakai."


def check_jawaban(judul: str, isi: str) -> tuple[str, str]:
    """Return title and text tidied; raises Invalid."""
    wrong = FieldErrors()
    title, text = " ".join(tidy(judul).split()), tidy(isi)
    if not 3 <= len(title) <= LONGEST_TITLE:
        wrong.add("judul", TITLE)
    if not 1 <= len(text) <= LONGEST:
        wrong.add("isi", TEXT)
    elif re.search(r"[{}]", text.replace(PLACEHOLDER, "")):
        wrong.add("isi", BRACES)
    wrong.raise_any()
    return title, text


def filled(isi: str, nama: str) -> str:
    """Return the reply for one person."""
    return isi.replace(PLACEHOLDER, nama)
