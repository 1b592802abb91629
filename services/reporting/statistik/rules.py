"""How figures are rounded before anybody outside sees them.

Within a regency the counts are written in a row and added up; each running total is rounded down
to a multiple of 5, and what is published is the step between two of them. So all tables of a
regency add up to one total, every area above is the plain sum, and none of them narrows another:
docs/decisions/20-public-figures.md has the proof, tests/reporting/test_rahasia.py the attack.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from services.reporting.penghitung.models import Angka
from services.reporting.penghitung.rules import awal_bulan
from services.reporting.statistik.models import Bulanan, Rincian
from shared.errors import N_
from shared.wilayah.kode import NASIONAL, kabupaten_of, leluhur_of

LANGKAH = 5
# A word that hardly anybody has would point at them, however it is counted.
KATA = frozenset({"pendidikan", "pekerjaan"})
KATA_PALING_SEDIKIT = 20
DIMENSI: Mapping[str, str] = {
    "keperluan": N_("Keperluan"),
    "lama": N_("Lama tinggal"),
    "umur": N_("Kelompok umur (tahun)"),
    "pendidikan": N_("Pendidikan"),
    "pekerjaan": N_("Pekerjaan"),
    "asal": N_("Provinsi asal"),
}
LAMA: Mapping[str, str] = {
    "01-03": N_("Sampai 3 bulan"),
    "04-06": N_("4–6 bulan"),
    "07-12": N_("7–12 bulan"),
    "13+": N_("Lebih dari 12 bulan"),
}


def akhir_bulan_lalu(today: date) -> date:
    """Return the last day that may be published: the end of the month before."""
    return awal_bulan(today) - timedelta(days=1)


def bulatkan(banyak: Iterable[int], fase: int) -> list[int]:
    """Return the steps between the running totals of `banyak`, rounded down from `fase` (0–4).

    Each is a multiple of 5 less than 5 away from the true count, and so is every sum in a row.
    """
    steps, running, before = [], fase, 0
    for n in banyak:
        running += n
        rounded = running - running % LANGKAH
        steps.append(rounded - before)
        before = rounded
    return steps


def bulanan_of(
    kecamatan: Mapping[str, Sequence[Angka]], days: Sequence[date], fase: Mapping[str, int]
) -> list[Bulanan]:
    """Return the public counts of every area and day from the kecamatan's true ones."""
    return [
        Bulanan(kode, day, angka)
        for n, day in enumerate(days)
        for kode, angka in _satu_bulan({k: a[n] for k, a in kecamatan.items()}, fase).items()
    ]


def _satu_bulan(benar: Mapping[str, Angka], fase: Mapping[str, int]) -> dict[str, Angka]:
    rows: dict[str, list[str]] = defaultdict(list)
    for kode in sorted(benar):
        rows[kabupaten_of(kode)].append(kode)
    found: dict[str, Angka] = defaultdict(lambda: Angka(0, 0))
    for kabupaten, kodes in rows.items():
        steps = bulatkan((n for kode in kodes for n in benar[kode]), fase[kabupaten])
        for kode, angka in zip(kodes, map(Angka, steps[::2], steps[1::2]), strict=True):
            if any(angka):
                for area in (NASIONAL, *leluhur_of(kode), kode):
                    found[area] = found[area].plus(angka)
    return found


def rincian_of(
    kabupaten: Mapping[tuple[str, str], Mapping[str, int]], fase: Mapping[str, int]
) -> list[Rincian]:
    """Return the public counts by dimension, of every regency and the areas above.

    `kabupaten` holds the true ones by value, for each (regency, dimension).
    """
    found: dict[tuple[str, str, str], int] = defaultdict(int)
    for (kode, dimensi), nilai in sorted(kabupaten.items()):
        names = sorted(nilai)
        steps = bulatkan((nilai[name] for name in names), fase[kode])
        for name, jumlah in zip(names, steps, strict=True):
            for area in (NASIONAL, *leluhur_of(kode), kode):
                found[area, dimensi, name] += jumlah
    kept: dict[tuple[str, str, str], int] = defaultdict(int)
    for (area, dimensi, name), jumlah in found.items():
        rare = dimensi in KATA and found[NASIONAL, dimensi, name] < KATA_PALING_SEDIKIT
        kept[area, dimensi, "" if rare else name] += jumlah
    return [Rincian(*key, jumlah) for key, jumlah in kept.items() if jumlah]
