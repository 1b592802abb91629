"""For which day a recap may be asked."""

from __future__ import annotations

import re
from datetime import date, timedelta

from services.reporting.penghitung.rules import akhir_bulan, awal_bulan
from shared.errors import NotValid

BULAN = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
PERTAMA = date(2015, 1, 30)  # Permendagri 14/2015 came into force
BULAN_TREN = 12
BULAN_PILIHAN = 24


def titik_tren(per: date) -> list[date]:
    """Return the eleven month ends before `per`, and `per` itself."""
    days = [per]
    while len(days) < BULAN_TREN:
        days.append(awal_bulan(days[-1]) - timedelta(days=1))
    return days[::-1]


def pilihan_bulan(today: date) -> list[date]:
    """Return the first days of the months that are offered, the current one first."""
    days = [awal_bulan(today)]
    while len(days) < BULAN_PILIHAN:
        days.append(awal_bulan(days[-1] - timedelta(days=1)))
    return days


def parse_per(per: str, bulan: str, today: date) -> date:
    """Return the day that is asked for: `per`, else the end of `bulan` or today, whichever first.

    Raises NotValid for what is no day or month, lies ahead, or before the first regulation.
    """
    day = _parse_day(per) if per else _parse_month(bulan, today) if bulan else today
    if day > today:
        raise NotValid("Tanggal ini belum tiba. Pilih hari ini atau sebelumnya.")
    if day < PERTAMA:
        raise NotValid("Pendataan penduduk nonpermanen dimulai tahun 2015.")
    return day


def _parse_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotValid("Tulis tanggal seperti 2026-11-20.") from None


def _parse_month(text: str, today: date) -> date:
    found = BULAN.fullmatch(text)
    try:
        first = date(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        first = None
    if first is None:
        raise NotValid("Pilih bulan dari daftar.")
    return today if first == awal_bulan(today) else akhir_bulan(first)
