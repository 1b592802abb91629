"""Codes of areas in addresses: the nation has no code, so it is `nasional`; an RT follows its desa.

`64.02.06.1001-003-001` is RT 003 of RW 001 in a village.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from shared.wilayah.kode import NASIONAL, Tingkat, induk_of, is_kode, tingkat_of

NASIONAL_URL = "nasional"
KODE = "{kode:nasional|[0-9.-]+}"
RT_OF_DESA = re.compile(r"([0-9.]+)-(\d{3})-(\d{3})", re.ASCII)
JENJANG_RT = "rt"


class Unit(NamedTuple):
    """What a recap is of: an area, or one RT of a village (`003/001`)."""

    kode: str
    rt: str = ""

    @property
    def jenjang(self) -> str:
        """Return the level's name: `nasional` … `desa`, `rt`."""
        return JENJANG_RT if self.rt else tingkat_of(self.kode).name.lower()

    @property
    def induk(self) -> Unit:
        """Return the unit right above; the nation is above itself."""
        return Unit(self.kode) if self.rt else Unit(induk_of(self.kode))

    @property
    def url(self) -> str:
        """Return the unit as it stands in an address."""
        return f"{self.kode}-{self.rt.replace('/', '-')}" if self.rt else url_of(self.kode)


def unit_of(url: str) -> Unit | None:
    """Return what an address means; None if it is no area and no RT of one."""
    if url == NASIONAL_URL:
        return Unit(NASIONAL)
    if found := RT_OF_DESA.fullmatch(url):
        kode, rt, rw = found.groups()
        is_desa = is_kode(kode) and tingkat_of(kode) is Tingkat.DESA
        return Unit(kode, f"{rt}/{rw}") if is_desa else None
    return Unit(url) if is_kode(url) else None


def url_of(kode: str) -> str:
    """Return the code as it stands in an address."""
    return kode or NASIONAL_URL
