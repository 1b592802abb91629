"""What may be written, who in the office answers what, and by when. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import get_args

from services.registration.percakapan.models import Aksi, Dari, Jenis, KonsultasiForm, Saringan
from shared.errors import N_, FieldErrors, NotValid

LONGEST = 4000
MOST_FILES = 5
MOST_TOGETHER = 10 * 1024 * 1024
"""The edge takes 12 MB at once, so five files of the largest size do not come in one message."""
MOST_WRITTEN, WRITTEN_WITHIN = 20, timedelta(hours=1)
MOST_OPENED, OPENED_WITHIN = 5, timedelta(days=1)
REOPENED_WITHIN = timedelta(days=30)
HARI_KERJA = 3
"""The promise of every answer, as for a permohonan."""
HARI = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
OVER = frozenset({"rejected", "cancelled", "ended"})
KONSULTASI: Mapping[Jenis, str] = {"konsultasi": N_("Konsultasi"), "aduan": N_("Aduan")}
UNIT: Mapping[str, str] = {
    "dafduk": "Pendaftaran Penduduk",
    "piak": "Pengelolaan Informasi (PIAK)",
    "pemanfaatan": "Pemanfaatan Data",
    "sekretariat": "Sekretariat",
}
TOPIK: Mapping[str, str] = {
    "permohonan": N_("Pendaftaran penduduk nonpermanen"),
    "nik": N_("NIK bermasalah"),
    "adminduk": N_("Administrasi kependudukan lain: KK, KTP‑el, pindah datang"),
    "aplikasi": N_("Cara memakai layanan ini"),
    "privasi": N_("Data pribadi saya"),
    "data": N_("Permintaan data kependudukan"),
    "pelayanan": N_("Pelayanan petugas atau kantor"),
    "lainnya": N_("Lainnya"),
}
# Which part of the office answers what.
UNIT_OF: Mapping[str, str] = {
    "permohonan": "dafduk", "nik": "piak", "adminduk": "dafduk", "aplikasi": "piak",
    "privasi": "piak", "data": "pemanfaatan", "pelayanan": "sekretariat", "lainnya": "sekretariat",
}  # fmt: skip
TABS: Mapping[str, str] = {
    "baru": "Baru", "menunggu": "Menunggu pemohon", "selesai": "Selesai", "diskusi": "Diskusi",
}  # fmt: skip
DARI: Mapping[Aksi, Dari] = {"balas": "petugas", "tutup": "petugas", "catatan": "catatan"}
PLACEHOLDER = "{nama}"
# Signs that are no letters and turn the reading around or hide in a text.
HIDDEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")

EMPTY = N_("Tulis pesan Anda.")
LONG = N_("Pesan paling panjang 4.000 huruf. Yang Anda tulis %(jumlah)s huruf.")
MANY_FILES = N_("Paling banyak 5 berkas dalam satu pesan.")
LARGE_TOGETHER = N_("Semua berkas dalam satu pesan paling besar 10 MB. Kirim sisanya lain kali.")
CHOOSE_JENIS = N_("Pilih konsultasi atau aduan.")
CHOOSE_TOPIK = N_("Pilih topiknya.")
CHOOSE_KANTOR = N_("Pilih kantor yang dituju.")
TOO_OFTEN = N_("Anda sudah mengirim banyak pesan. Coba lagi satu jam lagi.")
TOO_MANY_NEW = N_("Paling banyak 5 konsultasi atau aduan baru dalam sehari. Coba lagi besok.")
DISKUSI_OVER = N_(
    "Diskusi ini sudah ditutup karena permohonannya selesai. Tulis lewat Konsultasi & aduan."
)
REOPEN_LATE = N_("Sudah lebih dari 30 hari sejak ditutup. Tulis konsultasi atau aduan yang baru.")


def tidy(text: str) -> str:
    """Return a text without signs that cannot be seen, its lines ending as ours do."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").split("\n")
    return "\n".join(HIDDEN.sub("", line).rstrip() for line in lines).strip()


def check_isi(text: str) -> str:
    """Return what somebody writes; raises NotValid if it is nothing or too long."""
    isi = tidy(text)
    if not isi:
        raise NotValid(EMPTY)
    if len(isi) > LONGEST:
        raise NotValid(LONG, jumlah=len(isi))
    return isi


def check_sizes(sizes: Collection[int]) -> None:
    """Raise NotValid for more or larger files than one message carries."""
    if len(sizes) > MOST_FILES:
        raise NotValid(MANY_FILES)
    if sum(sizes) > MOST_TOGETHER:
        raise NotValid(LARGE_TOGETHER)


def check_konsultasi(
    jenis: str, topik: str, kode_kantor: str, offered: Collection[str]
) -> KonsultasiForm:
    """Return to whom and about what a resident writes, or raise Invalid."""
    wrong = FieldErrors()
    known = next((each for each in get_args(Jenis) if each == jenis and each in KONSULTASI), None)
    if known is None:
        wrong.add("jenis", CHOOSE_JENIS)
    if topik not in TOPIK:
        wrong.add("topik", CHOOSE_TOPIK)
    if kode_kantor not in offered:
        wrong.add("kode_kantor", CHOOSE_KANTOR)
    wrong.raise_any()
    assert known is not None
    return KonsultasiForm(known, topik, kode_kantor)


def janji_of(today: date, mingguan: Mapping[str, str], libur: Collection[str]) -> date:
    """Return by when an answer is promised: the third working day after today.

    An office that has told no week works from Monday to Friday. Far ahead a holiday counts as a
    working day: a promise is always given.
    """
    told = {day for day, hari in enumerate(HARI) if mingguan.get(hari)}
    week = told or set(range(5))
    day, left = today, HARI_KERJA
    while left:
        day += timedelta(days=1)
        is_far = (day - today).days > 60
        left -= day.weekday() in week and (is_far or day.isoformat() not in libur)
    return day


def may_reopen(closed_at: datetime | None, now: datetime) -> bool:
    """Tell whether the resident may still open it again."""
    return closed_at is not None and now - closed_at <= REOPENED_WITHIN


def as_saringan(tab: str, unit: str) -> Saringan:
    """Return the part of the queue that an address names; what is not understood is left out."""
    return Saringan(tab if tab in TABS else "baru", unit if unit in UNIT else "")
