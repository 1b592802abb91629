"""Codes of areas in addresses: the nation has no code, so it is `nasional`."""

from __future__ import annotations

from shared.wilayah.kode import JAKARTA, NASIONAL, Tingkat, is_kode, is_within, tingkat_of

NASIONAL_URL = "nasional"


def kode_of(url: str) -> str | None:
    """Return the area's code of an address; None if no office serves just this area.

    All of Jakarta is one office, so its cities have no figures of their own.
    """
    if url == NASIONAL_URL:
        return NASIONAL
    if not is_kode(url) or tingkat_of(url) > Tingkat.KABUPATEN:
        return None
    return None if is_within(url, JAKARTA) and url != JAKARTA else url


def url_of(kode: str) -> str:
    """Return the code as it stands in an address."""
    return kode or NASIONAL_URL
