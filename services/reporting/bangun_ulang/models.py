"""Shapes of counting anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Beda(NamedTuple):
    """A counter that came out otherwise: what was live, and what counting anew gives."""

    kode_wilayah: str
    dimensi: str
    nilai: str
    bulan: date
    dulu: int
    kini: int


@dataclass(frozen=True)
class Hasil:
    """What counting anew found: how many facts and stays, and the counters that differ."""

    fakta: int
    domisili: int
    jumlah_beda: int
    contoh: Sequence[Beda]
