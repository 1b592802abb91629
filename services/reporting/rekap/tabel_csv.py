"""A recap as CSV (RFC 4180, UTF-8 with BOM so that spreadsheets read it)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from services.reporting.rekap.models import Rekap

BOM = "﻿"
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def to_csv(rekap: Rekap, kolom: str) -> bytes:
    """Return one line per area and the total; `kolom` is what the form calls the areas."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("No", "Kode wilayah", kolom, "Laki-laki", "Perempuan", "Jumlah"))
    writer.writerows(_lines(rekap))
    return (BOM + out.getvalue()).encode()


def _lines(rekap: Rekap) -> Iterable[tuple[object, ...]]:
    for n, (kode, nama, angka) in enumerate(rekap.baris, 1):
        yield n, kode, plain(nama), *angka, angka.jumlah
    yield "", "", "Jumlah", *rekap.jumlah, rekap.jumlah.jumlah
