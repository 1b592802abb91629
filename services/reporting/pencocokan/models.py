"""Shapes of the comparison."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from pydantic import BaseModel


class Selisih(NamedTuple):
    """A regency and day on which the ledger and the counts differ.

    The numbers may be equal: then the persons are not the same, or their times are not.
    """

    kode_kabupaten: str
    hari: date
    di_buku: int
    di_rekap: int
    since: datetime


class SelisihAnswer(BaseModel):
    """A regency and day on which the ledger and the counts differ."""

    kode_kabupaten: str
    hari: date
    di_buku: int
    di_rekap: int
    since: datetime


class PencocokanAnswer(BaseModel):
    """Every difference that two comparisons in a row have seen."""

    bulan_dicocokkan: int
    selisih: list[SelisihAnswer]
