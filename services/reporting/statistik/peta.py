"""The map of tiles: where each province stands, and how dark an area is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from services.reporting.statistik.models import Bagian
from shared.wilayah.kode import provinsi_of

LAUT = ".."
# Every province where it lies, as far as tiles can say: west to east, north to south.
BARIS = (
    "11 .. .. .. .. .. 65 .. .. .. .. .. ..",
    "12 14 21 .. .. 61 64 .. 75 71 82 .. ..",
    "13 15 19 .. .. 62 63 76 72 .. .. 96 92",
    "17 16 .. .. .. .. .. 73 74 81 .. 94 91",
    ".. 18 36 31 .. .. .. .. .. .. .. .. 95",
    ".. .. 32 33 35 51 52 53 .. .. .. .. 93",
    ".. .. .. 34 .. .. .. .. .. .. .. .. ..",
)
PETAK = tuple(tuple(baris.split()) for baris in BARIS)
# Shorter than the name where a tile would not hold it.
SINGKAT: Mapping[str, str] = {
    "12": "Sumut", "13": "Sumbar", "16": "Sumsel", "19": "Babel", "21": "Kepri", "31": "Jakarta",
    "32": "Jabar", "33": "Jateng", "34": "DIY", "35": "Jatim", "52": "NTB", "53": "NTT",
    "61": "Kalbar", "62": "Kalteng", "63": "Kalsel", "64": "Kaltim", "65": "Kaltara",
    "71": "Sulut", "72": "Sulteng", "73": "Sulsel", "74": "Sultra", "76": "Sulbar",
    "82": "Malut", "92": "Papua Barat", "93": "Papua Sel.", "94": "Papua Teng.",
    "95": "Papua Peg.", "96": "Papua B.D.",
}  # fmt: skip
TERGELAP = 4


class Petak(NamedTuple):
    """One tile: an area, how it is called there, and how dark it is (0 nobody to 4 most)."""

    kode: str
    nama: str
    singkat: str
    jumlah: int
    gelap: int


def petak_of(bagian: Sequence[Bagian]) -> list[Petak]:
    """Return a tile for each area; an area with half of the most is half as dark."""
    most = max((satu.angka.jumlah for satu in bagian), default=0)
    return [
        Petak(
            satu.kode, satu.nama, SINGKAT.get(satu.kode, satu.nama), satu.angka.jumlah,
            -(-TERGELAP * satu.angka.jumlah // most) if most else 0,
        )
        for satu in bagian
    ]  # fmt: skip


def peta_of(provinsi: Sequence[Bagian]) -> list[list[Petak | None]]:
    """Return the rows of the map; None is sea. A province without a place makes a last row."""
    tiles = {petak.kode: petak for petak in petak_of(provinsi)}
    rows: list[list[Petak | None]] = [
        [tiles.pop(kode, None) if kode != LAUT else None for kode in baris] for baris in PETAK
    ]
    left: list[Petak | None] = list(tiles.values())
    width = len(PETAK[0])
    return rows + [left[n : n + width] for n in range(0, len(left), width)]


def per_provinsi(
    provinsi: Sequence[Bagian], kabupaten: Sequence[Bagian]
) -> list[tuple[str, list[Petak]]]:
    """Return the tiles of the regencies under their provinces' names, by code."""
    names = {satu.kode: satu.nama for satu in provinsi}
    groups: dict[str, list[Petak]] = {}
    for petak in petak_of(kabupaten):
        groups.setdefault(provinsi_of(petak.kode), []).append(petak)
    return [(names.get(kode, kode), tiles) for kode, tiles in sorted(groups.items())]
