"""How persons are counted, and for which day a recap may be asked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from services.reporting.rekap.models import Dipindah, Gerak, Keluar, Masuk, Perubahan
from shared.errors import NotValid
from shared.wilayah.kode import NASIONAL, jalur_of

BULAN = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
PERTAMA = date(2015, 1, 30)  # Permendagri 14/2015 came into force
BULAN_TREN = 12
BULAN_PILIHAN = 24


def gerak_masuk(masuk: Iterable[Masuk]) -> list[Gerak]:
    """Return the two moves of each stay: it counts from `mulai` until before `selesai`."""
    return [
        Gerak(satu.kode_wilayah, satu.jenis_kelamin, day, sign)
        for satu in masuk
        for day, sign in ((satu.mulai, 1), (satu.selesai, -1))
    ]


def gerak_pindah(dipindah: Iterable[Dipindah]) -> list[Gerak]:
    """Return the moves that take back the former end and set the new one."""
    return [
        Gerak(satu.kode_wilayah, satu.jenis_kelamin, day, sign)
        for satu in dipindah
        for day, sign in ((satu.selesai_lama, 1), (satu.selesai, -1))
    ]


def perubahan_of(gerak: Iterable[Gerak]) -> list[Perubahan]:
    """Return what the moves change, summed for every area from the village up to the nation.

    In order of area and day, without those that cancel out.
    """
    sums: dict[tuple[str, date], list[int]] = defaultdict(lambda: [0, 0])
    for satu in gerak:
        for kode in (NASIONAL, *jalur_of(satu.kode_wilayah)):
            sums[kode, satu.tanggal][satu.jenis_kelamin == "P"] += satu.tanda
    return [Perubahan(*key, *figures) for key, figures in sorted(sums.items()) if any(figures)]


def newest(keluar: Iterable[Keluar]) -> list[Keluar]:
    """Return one end per person: the one of the highest version."""
    found: dict[object, Keluar] = {}
    for satu in keluar:
        known = found.setdefault(satu.orang_id, satu)
        if known.version < satu.version:
            found[satu.orang_id] = satu
    return list(found.values())


def akhir_bulan(day: date) -> date:
    """Return the last day of the month of `day`."""
    return awal_bulan(awal_bulan(day) + timedelta(days=31)) - timedelta(days=1)


def awal_bulan(day: date) -> date:
    """Return the first day of the month of `day`."""
    return day.replace(day=1)


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
