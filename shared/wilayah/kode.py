"""What a dotted area code says by itself: level, ancestors, office and time zone.

A code is `34`, `34.02`, `34.02.15` or `34.02.15.2004`; the nation is `""` (as an office: `0`).
"""

from __future__ import annotations

import re
from enum import IntEnum

NASIONAL = ""
KEMENTERIAN = "0"
JAKARTA = "31"

PATTERN = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?", re.ASCII)

WIB = "Asia/Jakarta"
WITA = "Asia/Makassar"
WIT = "Asia/Jayapura"
SINGKATAN = {WIB: "WIB", WITA: "WITA", WIT: "WIT"}
WITA_KALIMANTAN = frozenset({"63", "64", "65"})


class Tingkat(IntEnum):
    """The five levels of government, from the widest."""

    NASIONAL = 0
    PROVINSI = 1
    KABUPATEN = 2
    KECAMATAN = 3
    DESA = 4


def is_kode(text: str) -> bool:
    """Tell whether `text` has the form of an area's code; the nation's `""` has not."""
    return PATTERN.fullmatch(text) is not None


def tingkat_of(kode: str) -> Tingkat:
    """Return the level of `kode`; raises ValueError if it is no code."""
    if kode in (NASIONAL, KEMENTERIAN):
        return Tingkat.NASIONAL
    if not is_kode(kode):
        raise ValueError(f"not an area code: {kode!r}")
    return Tingkat(kode.count(".") + 1)


def induk_of(kode: str) -> str:
    """Return the code one level up; `""` for a province and for the nation."""
    return NASIONAL if tingkat_of(kode) <= Tingkat.PROVINSI else kode.rpartition(".")[0]


def leluhur_of(kode: str) -> list[str]:
    """Return the codes above `kode` from the province down, without `kode` itself."""
    tingkat_of(kode)
    parts = kode.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts))]


def jalur_of(kode: str) -> list[str]:
    """Return the codes from the province down to `kode` itself; nothing for the nation."""
    return [] if tingkat_of(kode) is Tingkat.NASIONAL else [*leluhur_of(kode), kode]


def provinsi_of(kode: str) -> str:
    """Return the province's code; raises ValueError for the nation."""
    return _part(kode, Tingkat.PROVINSI)


def kabupaten_of(kode: str) -> str:
    """Return the regency's or city's code; raises ValueError for a province or the nation."""
    return _part(kode, Tingkat.KABUPATEN)


def kantor_of(kode: str) -> str:
    """Return the code of the office that serves an area.

    That is the regency's office; all of Jakarta is served by the province (Permendagri 14/2015
    Ps 22). A province has its own office, the nation the ministry's (`0`).
    """
    tingkat = tingkat_of(kode)
    if tingkat is Tingkat.NASIONAL:
        return KEMENTERIAN
    if tingkat is Tingkat.PROVINSI or provinsi_of(kode) == JAKARTA:
        return provinsi_of(kode)
    return kabupaten_of(kode)


def is_within(kode: str, area: str) -> bool:
    """Tell whether `kode` is `area` or lies inside it; everything lies inside the nation."""
    return area in (NASIONAL, KEMENTERIAN) or kode == area or kode.startswith(area + ".")


def zona_of(kode: str) -> str:
    """Return the IANA time zone of an area; Jakarta's for the nation."""
    if tingkat_of(kode) is Tingkat.NASIONAL:
        return WIB
    provinsi = provinsi_of(kode)
    if provinsi[0] in "89":
        return WIT
    return WITA if provinsi[0] in "57" or provinsi in WITA_KALIMANTAN else WIB


def singkatan_zona(zona: str) -> str:
    """Return WIB, WITA or WIT for one of Indonesia's three zones; raises KeyError else."""
    return SINGKATAN[zona]


def _part(kode: str, tingkat: Tingkat) -> str:
    if tingkat_of(kode) < tingkat:
        raise ValueError(f"{kode!r} lies above {tingkat.name.lower()}")
    return ".".join(kode.split(".")[:tingkat])
