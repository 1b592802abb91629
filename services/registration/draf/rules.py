"""Reading what a person typed in the steps of a draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from shared.errors import N_, NotValid
from shared.wilayah.kode import is_kode, is_within

KEPT = timedelta(days=30)
MOST_DRAFTS = 10
LEVELS = ("provinsi", "kabupaten", "kecamatan", "kelurahan")

NO_DATE = N_("Tanggal ini tidak ada. Tulis tanggal, bulan, dan tahun dengan angka.")
HALF_DATE = N_("Lengkapi tanggal, bulan, dan tahun.")


def read_date(fields: Mapping[str, str], name: str) -> date | None:
    """Return the date of three number fields, None if all are empty; raises NotValid."""
    parts = [fields.get(f"{name}_{part}", "").strip() for part in ("tahun", "bulan", "hari")]
    if not any(parts):
        return None
    if not all(parts):
        raise NotValid(HALF_DATE)
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts[0]) != 4:
        raise NotValid(NO_DATE)
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        raise NotValid(NO_DATE) from None


def read_number(text: str) -> int | None:
    """Return a whole number of at most three digits, None for anything else."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else None


def read_version(text: str) -> int:
    """Return the version a page was made from; 0, which no draft has, for anything else."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0


def deepest_choice(fields: Mapping[str, str], awal: str) -> str:
    """Return the lowest area chosen in the cascade; a select that no longer fits is left out."""
    found = ""
    for level in LEVELS:
        kode = fields.get(f"{awal}_{level}", "")
        if not is_kode(kode) or not is_within(kode, found):
            break
        found = kode
    return found


def choose_desa(found: str, cascade: str, before: str) -> str:
    """Return the area a person means: the one of search or cascade that was changed.

    `before` is what the page showed; both unchanged means it stays.
    """
    if found and found != before:
        return found
    if cascade and not is_within(before, cascade):
        return cascade
    return found or before or cascade
