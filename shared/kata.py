"""Numbers, dates, phones and the words of closed lists, as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from phonenumbers import (
    NumberParseException,
    PhoneNumberFormat,
    PhoneNumberType,
    format_number,
    number_type,
    parse,
)

from shared.wilayah.kode import singkatan_zona

Bahasa = Literal["id", "en"]
LOCALES = {"id": "id_ID", "en": "en_GB"}

OLDEST_BAND = 75
BAND = 5
KELOMPOK_UMUR = (*(f"{n}-{n + BAND - 1}" for n in range(0, OLDEST_BAND, BAND)), f"{OLDEST_BAND}+")

# The Indonesian word of every code below is a gettext msgid as well.
KEPERLUAN: Mapping[str, str] = {
    "bekerja": "Bekerja",
    "pendidikan": "Pendidikan/Sekolah",
    "berobat": "Berobat",
    "keluarga": "Mendampingi keluarga",
    "tugas": "Tugas/dinas",
    "lainnya": "Lainnya",
}
JENIS_KELAMIN: Mapping[str, str] = {"L": "Laki-laki", "P": "Perempuan"}
# Our status values → the six words of residents.
STATUS: Mapping[str, str] = {
    "draft": "Draf",
    "submitted": "Menunggu diperiksa",
    "claimed": "Sedang diperiksa",
    "returned": "Perlu diperbaiki",
    "approved": "Terdaftar",
    "rejected": "Ditolak",
    "cancelled": "Dibatalkan",
    "ended": "Berakhir",
}
STATUS_AKUN: Mapping[str, str] = {
    "registered": "Menunggu konfirmasi email",
    "submitted": "Menunggu diperiksa",
    "claimed": "Sedang diperiksa",
    "rejected": "Tidak valid",
    "approved": "Aktif",
    "blocked": "Diblokir",
}


def angka(value: int | float | Decimal, bahasa: Bahasa = "id") -> str:
    """Return a number with separators: `18.053`, in English `18,053`."""
    return format_decimal(value, locale=LOCALES[bahasa])


def persen(share: float | Decimal, bahasa: Bahasa = "id") -> str:
    """Return a share of 1 as per cent with at most one decimal: 0.486 → `48,6%`."""
    return format_percent(share, format="#,##0.#%", locale=LOCALES[bahasa])


def tanggal(day: date, bahasa: Bahasa = "id") -> str:
    """Return `Selasa, 24 November 2026` or `Tuesday, 24 November 2026`."""
    return format_date(day, "EEEE, d MMMM y", locale=LOCALES[bahasa])


def tanggal_panjang(day: date, bahasa: Bahasa = "id") -> str:
    """Return `24 November 2026`, as letters and births are dated."""
    return format_date(day, "d MMMM y", locale=LOCALES[bahasa])


def tanggal_pendek(day: date, bahasa: Bahasa = "id") -> str:
    """Return `24 Nov 2026`."""
    return format_date(day, "d MMM y", locale=LOCALES[bahasa])


def waktu(at: datetime, zona: str) -> str:
    """Return the time of an aware `at` in an area's zone: `15.30 WIB`."""
    return f"{at.astimezone(ZoneInfo(zona)):%H.%M} {singkatan_zona(zona)}"


def tanggal_waktu(at: datetime, zona: str, bahasa: Bahasa = "id") -> str:
    """Return `Selasa, 24 November 2026, 15.30 WIB`: day and time both in the area's zone."""
    return f"{tanggal(at.astimezone(ZoneInfo(zona)).date(), bahasa)}, {waktu(at, zona)}"


def telepon(nomor: str) -> str:
    """Return a phone number in groups: `0812-3456-7890`, a foreign one with its country.

    What is no phone number comes back as it was written.
    """
    try:
        number = parse(nomor, "ID")
    except NumberParseException:
        return nomor
    if number.country_code != 62:
        return format_number(number, PhoneNumberFormat.INTERNATIONAL)
    if number_type(number) != PhoneNumberType.MOBILE:
        return format_number(number, PhoneNumberFormat.NATIONAL)
    national = f"0{number.national_number}"
    return "-".join(part for part in (national[:4], national[4:8], national[8:]) if part)


def usia(tanggal_lahir: date, today: date) -> int:
    """Return the full years of age on `today`; a leap day's birthday is 1 March."""
    before = (today.month, today.day) < (tanggal_lahir.month, tanggal_lahir.day)
    return today.year - tanggal_lahir.year - before


def kelompok_umur(umur: int) -> str:
    """Return the band of five years: `0-4` … `70-74`, `75+`; raises ValueError below 0."""
    if umur < 0:
        raise ValueError("an age below 0")
    return KELOMPOK_UMUR[min(umur, OLDEST_BAND) // BAND]
