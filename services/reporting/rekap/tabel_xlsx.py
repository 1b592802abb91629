"""A recap as XLSX: the form's heading, the table with numbers, ready to print on A4."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from services.reporting.rekap.lembar import Lembar
from services.reporting.rekap.models import Rekap

A4 = 9
HEAD = 4  # The table's head is the fifth line.
WIDTHS = (5, 16, 34, 13, 13, 13)
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def to_xlsx(rekap: Rekap, lembar: Lembar) -> bytes:
    """Return a workbook of one sheet; the same recap gives the same bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties(
        {
            "title": " ".join(lembar.judul),
            "subject": lembar.posisi,
            "created": rekap.dihitung_at.replace(tzinfo=None),
        }
    )
    _fill(book, rekap, lembar)
    book.close()
    return out.getvalue()


def _fill(book: Any, rekap: Rekap, lembar: Lembar) -> None:
    sheet = book.add_worksheet(lembar.kode or "Rekap")
    bold = book.add_format({"bold": True})
    for n, line in enumerate(
        (*lembar.judul, " · ".join(filter(None, (lembar.kode, lembar.posisi))))
    ):
        sheet.write_string(n, 0, line, bold)
    _fill_table(book, sheet, rekap, lembar)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(HEAD + 1, 0)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)


def _fill_table(book: Any, sheet: Any, rekap: Rekap, lembar: Lembar) -> None:
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#E8EEF5"})
    cell = book.add_format({"border": 1})
    number = book.add_format({"border": 1, "num_format": "#,##0"})
    total = book.add_format({"border": 1, "bold": True, "num_format": "#,##0"})
    no, area, *sexes = lembar.kolom
    sheet.write_row(HEAD, 0, (no, "Kode wilayah", area, *sexes), head)
    for n, (kode, nama, angka) in enumerate(rekap.baris, 1):
        sheet.write_number(HEAD + n, 0, n, cell)
        sheet.write_string(HEAD + n, 1, kode, cell)
        sheet.write_string(HEAD + n, 2, nama, cell)
        sheet.write_row(HEAD + n, 3, (*angka, angka.jumlah), number)
    last = HEAD + 1 + len(rekap.baris)
    sheet.write_row(last, 0, ("", "", "Jumlah", *rekap.jumlah, rekap.jumlah.jumlah), total)
