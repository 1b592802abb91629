"""Which counters a person's time moves, and on which days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from services.reporting.penghitung.models import Angka, Kunci, Letak, Sentuhan, Titik

JUMLAH = "jumlah"
RT, DUSUN = "rt", "dusun"
# Kept apart for regencies, provinces and the nation; smaller areas count their own stays.
RINCIAN: Mapping[str, str] = {
    "keperluan": "Keperluan",
    "lama": "Lama tinggal",
    "umur": "Kelompok umur",
    "pendidikan": "Pendidikan",
    "pekerjaan": "Pekerjaan",
    "asal": "Daerah asal",
}
DIMENSI: Mapping[str, str] = {RT: "RT", DUSUN: "Dusun", **RINCIAN}
LAMA: Mapping[str, str] = {
    "01-03": "Sampai 3 bulan",
    "04-06": "4–6 bulan",
    "07-12": "7–12 bulan",
    "13+": "Lebih dari 12 bulan",
}
DAYS_OF_MONTH = 30.44

Jumlah = dict[Letak, list[int]]


def new_sums() -> Jumlah:
    """Return empty sums for `add_masa`."""
    return defaultdict(lambda: [0, 0])


def add_masa(
    sums: Jumlah, kunci: Sequence[Kunci], sex: str, mulai: date, selesai: date, tanda: int
) -> None:
    """Add (or with `tanda` −1 take back) one person's time in every counter of `kunci`."""
    if selesai <= mulai:
        return
    column = sex == "P"
    touches = [
        (mulai.replace(day=1), mulai.day, tanda),
        (selesai.replace(day=1), selesai.day, -tanda),
        *((first, 0, tanda) for first in _januaries(mulai, selesai)),
    ]
    for satu in kunci:
        for bulan, hari, change in touches:
            sums[satu, bulan, hari][column] += change


def _januaries(mulai: date, selesai: date) -> Iterator[date]:
    """Yield the first days of the years that find the person counted already."""
    for year in range(mulai.year + 1, selesai.year + 1):
        yield date(year, 1, 1)


def sentuhan_of(sums: Jumlah) -> list[Sentuhan]:
    """Return what the sums change, in order, without what cancels out."""
    return [
        Sentuhan(*kunci, bulan, hari, *figures)
        for (kunci, bulan, hari), figures in sorted(sums.items())
        if any(figures)
    ]


def putaran(sentuhan: Iterable[Sentuhan]) -> list[list[Sentuhan]]:
    """Return the touches of days in rounds, in each of which a month's row stands once."""
    rounds: list[list[Sentuhan]] = []
    seen: dict[tuple[str, str, str, date], int] = defaultdict(int)
    for satu in sentuhan:
        if satu.hari == 0:
            continue
        nth = seen[satu[:4]]
        seen[satu[:4]] += 1
        if nth == len(rounds):
            rounds.append([])
        rounds[nth].append(satu)
    return rounds


def lama_of(mulai: date, selesai: date) -> str:
    """Return the band of months that a stay lasts."""
    months = round((selesai - mulai).days / DAYS_OF_MONTH)
    if months > 12:
        return "13+"
    return "01-03" if months <= 3 else "04-06" if months <= 6 else "07-12"


def awal_tahun(day: date) -> date:
    """Return the first day of the year."""
    return day.replace(month=1, day=1)


def awal_bulan(day: date) -> date:
    """Return the first day of the month of `day`."""
    return day.replace(day=1)


def akhir_bulan(day: date) -> date:
    """Return the last day of the month of `day`."""
    return awal_bulan(awal_bulan(day) + timedelta(days=31)) - timedelta(days=1)


def titik_of(months: Mapping[date, tuple[Angka, Angka]], days: Sequence[date]) -> tuple[Titik, ...]:
    """Return the counts at the end of each of `days` from (opening balance, change) by month.

    Each of `days` is a month's end, but for the last, up to which its month's change is given.
    """
    none = Angka(0, 0), Angka(0, 0)
    points = []
    for day in days:
        count = months.get(awal_tahun(day), none)[0]
        for month in range(1, day.month + 1):
            count = count.plus(months.get(date(day.year, month, 1), none)[1])
        points.append(Titik(day, count))
    return tuple(points)
