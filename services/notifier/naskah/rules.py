"""What written words may contain. Nothing of them is run: a placeholder is a name in braces."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from jinja2 import meta

from services.notifier.naskah.models import NaskahForm
from services.notifier.surat import naskah
from services.notifier.surat.models import Pesan
from shared import kata
from shared.errors import FieldErrors

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
BUTTON = re.compile(r"\[([^\[\]\n]{3,60})\]")
# Not for sentences: what the frame puts in itself.
FRAME = frozenset({"instansi", "situs", "tautan", "bahasa", "pesan", "blok"})
LONGEST_SUBJECT = 78
LONGEST_BLOCK = 600
TITLES: Mapping[Pesan, str] = {
    Pesan.KONFIRMASI_EMAIL: "Konfirmasi alamat email",
    Pesan.PENDAFTARAN_BERULANG: "Pendaftaran berulang",
    Pesan.AKUN_DITERIMA: "Akun diterima",
    Pesan.AKUN_DISETUJUI: "Akun disetujui",
    Pesan.AKUN_TIDAK_VALID: "Akun tidak valid",
    Pesan.AKUN_DIBLOKIR: "Akun diblokir",
    Pesan.BLOKIR_DIBUKA: "Blokir dibuka",
    Pesan.BANDING_DITERIMA: "Banding diterima",
    Pesan.BANDING_DITOLAK: "Banding ditolak",
    Pesan.PERMOHONAN_DITERIMA: "Permohonan diterima",
    Pesan.PERMOHONAN_DIBATALKAN: "Permohonan dibatalkan",
    Pesan.PERMOHONAN_DISETUJUI: "Permohonan disetujui",
    Pesan.PERMOHONAN_DITOLAK: "Permohonan ditolak",
    Pesan.PERMOHONAN_DIKEMBALIKAN: "Permohonan dikembalikan untuk diperbaiki",
    Pesan.BUKTI_TERBIT: "Bukti pendataan terbit",
    Pesan.BUKTI_DICABUT: "Bukti pendataan dicabut",
    Pesan.TAUTAN_SANDI: "Tautan kata sandi baru",
    Pesan.TAUTAN_EMAIL: "Tautan alamat email baru",
    Pesan.TAUTAN_UNDANGAN: "Undangan petugas",
    Pesan.SANDI_DIUBAH: "Kata sandi diubah",
    Pesan.EMAIL_DIUBAH: "Alamat email diubah",
    Pesan.TAUTAN_SANDI_PETUGAS: "Tautan kata sandi petugas",
    Pesan.SANDI_PETUGAS_DIUBAH: "Kata sandi petugas diubah",
    Pesan.TUGAS_DIESKALASI: "Tugas dieskalasi kepada petugas",
    Pesan.TUGAS_DIAJUKAN: "Tugas diajukan kepada petugas",
    Pesan.INGAT_DICURI: "Tanda masuk otomatis dipakai orang lain",
    Pesan.MASA_TINGGAL_DIPERPANJANG: "Masa tinggal diperpanjang",
    Pesan.MASA_TINGGAL_BERAKHIR: "Masa tinggal berakhir",
    Pesan.MASA_TINGGAL_DIPERBAIKI: "Catatan masa tinggal diperbaiki",
    Pesan.DISKUSI_DIBALAS: "Diskusi permohonan dibalas",
    Pesan.KONSULTASI_DITERIMA: "Konsultasi atau aduan diterima",
    Pesan.KONSULTASI_DIBALAS: "Konsultasi atau aduan dibalas",
    Pesan.KONSULTASI_SELESAI: "Konsultasi atau aduan selesai dijawab",
    Pesan.PENGINGAT_MASA_TINGGAL: "Pengingat masa tinggal",
    Pesan.PENGINGAT_DRAF: "Pengingat draf",
    Pesan.PENGINGAT_KONFIRMASI: "Pengingat konfirmasi email",
}


@cache
def placeholders_of(pesan: Pesan) -> tuple[str, ...]:
    """Return the names that a message's values have, from the words we came with."""
    environment = naskah.environment()
    found: set[str] = {"nama", "nama_kantor"}
    for name in ("isi.txt", "isi.html"):
        source = (naskah.TEMPLATES / pesan / name).read_text()
        found |= meta.find_undeclared_variables(environment.parse(source))
    return tuple(sorted(found - FRAME))


def check_form(pesan: Pesan, form: NaskahForm) -> NaskahForm:
    """Return the words tidied; raises Invalid naming what may not be in them."""
    errors = FieldErrors()
    subjek = " ".join(form.subjek.split())
    isi = "\n".join(line.rstrip() for line in form.isi.strip().splitlines())
    if not 10 <= len(subjek) <= LONGEST_SUBJECT:
        errors.add("subjek", "Tulis subjek 10 sampai 78 huruf.")
    elif re.search(r"[{}\[\]\d]", subjek):
        errors.add("subjek", "Subjek tidak boleh memuat isian, tanda kurung, atau angka.")
    unknown = sorted(set(PLACEHOLDER.findall(isi)) - set(placeholders_of(pesan)))
    if len(isi) < 20:
        errors.add("isi", "Tulis isi surat.")
    elif unknown:
        errors.add("isi", "Isian ini tidak ada: %(nama)s.", nama=", ".join(unknown))
    elif re.search(r"[{}]", PLACEHOLDER.sub("", isi)):
        errors.add("isi", "Kurung kurawal hanya untuk isian, misalnya {nama}.")
    elif re.search(r"https?:|www\.|<[a-z/!]", isi, re.IGNORECASE):
        errors.add("isi", "Alamat web dan kode HTML tidak boleh ditulis; pakai [Teks tombol].")
    elif len(buttons_of(isi)) != 1:
        errors.add("isi", "Tulis satu tombol di barisnya sendiri, misalnya [Buka halaman].")
    errors.raise_any()
    return NaskahForm(subjek=subjek, isi=isi)


def check_block(teks: str) -> str:
    """Return an office's block tidied; raises Invalid. Empty: none."""
    errors = FieldErrors()
    tidy = "\n".join(" ".join(line.split()) for line in teks.strip().splitlines())
    if len(tidy) > LONGEST_BLOCK or tidy.count("\n") > 5:
        errors.add("teks", "Paling banyak 6 baris dan 600 huruf.")
    elif re.search(r"[{}<>]", tidy):
        errors.add("teks", "Tanda { } < > tidak boleh dipakai di sini.")
    errors.raise_any()
    return tidy


def paragraphs_of(isi: str) -> list[str]:
    """Return the paragraphs; an empty line stands between two."""
    return [part.strip() for part in re.split(r"\n\s*\n", isi) if part.strip()]


def buttons_of(isi: str) -> list[str]:
    """Return the texts of the buttons."""
    return [found.group(1) for part in paragraphs_of(isi) if (found := BUTTON.fullmatch(part))]


def filled(isi: str, bahasa: str, values: Mapping[str, object]) -> Sequence[tuple[str, str]]:
    """Return (kind, text) of each paragraph, `teks` or `tombol`, with the values put in.

    What a value contains is text: braces in it are not looked at again.
    """

    def put(found: re.Match[str]) -> str:
        value = values.get(found.group(1), "")
        if isinstance(value, date):
            return kata.tanggal_panjang(value, "en" if bahasa == "en" else "id")
        return str(value)

    parts = []
    for part in paragraphs_of(isi):
        button = BUTTON.fullmatch(part)
        kind, text = ("tombol", button.group(1)) if button else ("teks", part)
        parts.append((kind, PLACEHOLDER.sub(put, text)))
    return parts
