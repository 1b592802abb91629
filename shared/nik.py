"""NIK and KK numbers: their form, what they tell, and how they are shown.

A NIK is 6 digits of the kecamatan of first registration, DDMMYY of birth (day + 40 for a
woman), and a serial. It never changes, so its area may be one that no longer exists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shared.errors import N_, NotValid

LENGTH = 16
WOMAN = 40
SEPARATORS = re.compile(r"[\s.\u00a0]+")
DIGITS = re.compile(r"[0-9]+")
HIDDEN = "•"
# 54 was East Timor: a NIK keeps the code of its time.
PROVINSI = frozenset(
    "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 54 61 62 63 64 65 "
    "71 72 73 74 75 76 81 82 91 92 93 94 95 96".split()
)

JenisKelamin = Literal["L", "P"]

NIK_EMPTY = N_("Masukkan NIK Anda.")
NIK_NOT_DIGITS = N_("NIK hanya berisi angka. Hapus huruf atau tanda baca.")
NIK_LENGTH = N_("NIK harus 16 angka. Yang Anda masukkan %(jumlah)d angka.")
NIK_DATE = N_("Angka ke-7 sampai ke-12 NIK bukan tanggal lahir. Cocokkan dengan KTP‑el.")
NIK_SERIAL = N_("Empat angka terakhir NIK tidak mungkin 0000. Cocokkan dengan KTP‑el.")
KK_EMPTY = N_("Masukkan nomor KK Anda.")
KK_NOT_DIGITS = N_("Nomor KK hanya berisi angka. Hapus huruf atau tanda baca.")
KK_LENGTH = N_("Nomor KK harus 16 angka. Yang Anda masukkan %(jumlah)d angka.")
KK_DATE = N_("Angka ke-7 sampai ke-12 nomor KK bukan tanggal. Cocokkan dengan KK.")
KK_SERIAL = N_("Empat angka terakhir nomor KK tidak mungkin 0000. Cocokkan dengan KK.")
WARN_WILAYAH = N_("Kode wilayah pada NIK tidak dikenal. Periksa lagi enam angka pertama.")
WARN_TANGGAL = N_("Tanggal lahir pada NIK tidak sama dengan isian. Periksa keduanya.")
WARN_JENIS_KELAMIN = N_("Jenis kelamin pada NIK tidak sama dengan isian. Periksa keduanya.")


@dataclass(frozen=True, slots=True)
class Nik:
    """A NIK of valid form. Its `repr` and `str` are masked, so that logs stay clean."""

    digits: str

    @property
    def kode_kecamatan(self) -> str:
        """Return the dotted code of the kecamatan of first registration: `33.10.05`."""
        return ".".join(self.digits[n : n + 2] for n in (0, 2, 4))

    @property
    def is_provinsi_known(self) -> bool:
        """Tell whether the first two digits are a province, of today or of the past."""
        return self.digits[:2] in PROVINSI

    @property
    def jenis_kelamin(self) -> JenisKelamin:
        """Return `L` (man) or `P` (woman)."""
        return "P" if int(self.digits[6:8]) > WOMAN else "L"

    def tanggal_lahir(self, today: date) -> date:
        """Return the date of birth: the latest one of two digits of year up to `today`."""
        day, month, year = _day_month_year(self.digits)
        for century in range(today.year // 100 * 100, 0, -100):
            born = _real_date(century + year, month, day % WOMAN)
            if born and born <= today:
                return born
        raise AssertionError("a checked NIK has a date")

    def warnings(self, today: date, tanggal_lahir: date | None, kelamin: str | None) -> list[str]:
        """Return what a person should look at again; none of it refuses the NIK."""
        found = [] if self.is_provinsi_known else [WARN_WILAYAH]
        if tanggal_lahir and tanggal_lahir != self.tanggal_lahir(today):
            found.append(WARN_TANGGAL)
        if kelamin and kelamin != self.jenis_kelamin:
            found.append(WARN_JENIS_KELAMIN)
        return found

    def __str__(self) -> str:
        return mask(self.digits)

    def __repr__(self) -> str:
        return f"Nik({mask(self.digits)!r})"


def check_nik(text: str) -> Nik:
    """Return the NIK in `text` (spaces and dots allowed); raises NotValid with its sentence."""
    digits = _sixteen(text, NIK_EMPTY, NIK_NOT_DIGITS, NIK_LENGTH)
    day, month, year = _day_month_year(digits)
    if not (1 <= day <= 31 or WOMAN < day <= WOMAN + 31) or not _is_date(day % WOMAN, month, year):
        raise NotValid(NIK_DATE)
    if digits.endswith("0000"):
        raise NotValid(NIK_SERIAL)
    return Nik(digits)


def check_kk(text: str) -> str:
    """Return the 16 digits of a family card's number; raises NotValid with its sentence.

    6 digits of area, DDMMYY of issue, 4 of serial.
    """
    digits = _sixteen(text, KK_EMPTY, KK_NOT_DIGITS, KK_LENGTH)
    if not _is_date(*_day_month_year(digits)):
        raise NotValid(KK_DATE)
    if digits.endswith("0000"):
        raise NotValid(KK_SERIAL)
    return digits


def group4(digits: str) -> str:
    """Return digits in groups of four: `3310 0541 0290 0001`."""
    return " ".join(digits[n : n + 4] for n in range(0, len(digits), 4))


def mask(digits: str) -> str:
    """Return a NIK or KK for screens that others may see: `3310 05•• •••• 0001`."""
    return group4(digits[:6] + HIDDEN * (len(digits) - 10) + digits[-4:])


def _sixteen(text: str, empty: str, not_digits: str, length: str) -> str:
    digits = SEPARATORS.sub("", text)
    if not digits:
        raise NotValid(empty)
    if not DIGITS.fullmatch(digits):
        raise NotValid(not_digits)
    if len(digits) != LENGTH:
        raise NotValid(length, jumlah=len(digits))
    return digits


def _day_month_year(digits: str) -> tuple[int, int, int]:
    return int(digits[6:8]), int(digits[8:10]), int(digits[10:12])


def _is_date(day: int, month: int, year: int) -> bool:
    return any(_real_date(century + year, month, day) for century in (1900, 2000))


def _real_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
