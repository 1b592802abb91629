"""What a document must be, and which are asked. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping

from services.registration.dokumen.models import Slot, Tipe
from shared.berkas.rules import MAX_BYTES
from shared.errors import N_, NotValid
from shared.kata import BIDANG_PERMOHONAN

MAX_PAGES = 20
SIDE = 2000
LONGEST_NAME = 80
SLOTS: tuple[Slot, ...] = ("ktp_el", "kk", "pendukung")
ENDINGS: Mapping[Tipe, str] = {"image/jpeg": ".jpg", "application/pdf": ".pdf"}
JUDUL: Mapping[Slot, str] = {slot: BIDANG_PERMOHONAN[slot] for slot in SLOTS}
NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f/\\\"<>|:*?\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")

NOT_A_DOCUMENT = N_("Berkas ini bukan JPG, PNG, WebP, atau PDF.")
TOO_LARGE = N_("Berkas terlalu besar. Paling besar 5 MB.")
BROKEN = N_("Berkas ini rusak atau tidak bisa dibuka. Pilih berkas lain.")
LOCKED = N_("PDF ini terkunci kata sandi. Simpan tanpa kata sandi, lalu unggah lagi.")
ACTIVE = N_("PDF ini memuat skrip, formulir, atau lampiran. Cetak ke PDF baru, lalu unggah.")
TOO_MANY_PAGES = N_("PDF ini %(jumlah)d halaman. Paling banyak %(batas)d halaman.")
MISSING = N_("Pilih berkas dahulu.")
CHOOSE_JENIS = N_("Pilih jenis dokumen pendukung.")
COMPULSORY: Mapping[Slot, str] = {
    "ktp_el": N_("Unggah KTP‑el."),
    "kk": N_("Unggah kartu keluarga."),
    "pendukung": N_("Unggah salah satu dokumen pendukung."),
}
__all__ = ["MAX_BYTES"]


def check_jenis(slot: Slot, jenis: str, pendukung: Collection[str]) -> str:
    """Return the kind of a document; a supporting one is of the kinds the pack names."""
    if slot != "pendukung":
        return slot
    if jenis not in pendukung:
        raise NotValid(CHOOSE_JENIS)
    return jenis


def nama_berkas(claimed: str, nameless: str, tipe: Tipe) -> str:
    """Return a harmless name for a file, with the ending of what it became."""
    name = unicodedata.normalize("NFC", claimed).replace("\\", "/").rpartition("/")[2]
    stem = ENDING.sub("", " ".join(NOT_IN_NAMES.sub("", name).split()))[:LONGEST_NAME].strip(". ")
    return (stem or nameless) + ENDINGS[tipe]


def missing(wajib: Collection[str], kept: Collection[str]) -> list[Slot]:
    """Return the compulsory documents that are not there."""
    return [slot for slot in SLOTS if slot in wajib and slot not in kept]


def as_slot(text: str) -> Slot | None:
    """Return the slot of a path, or None."""
    return next((slot for slot in SLOTS if slot == text), None)
