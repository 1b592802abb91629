"""Codes of areas in addresses: the nation has no code, so it is `nasional`."""

from __future__ import annotations

from shared.wilayah.kode import NASIONAL, Tingkat, is_kode, tingkat_of

NASIONAL_URL = "nasional"
KODE = "{kode:nasional|[0-9.]+}"


def kode_of(url: str) -> str | None:
    """Return the area's code of an address (`nasional` is the nation); None if it has no recap.

    A village has none: nothing below it is known.
    """
    if url == NASIONAL_URL:
        return NASIONAL
    return url if is_kode(url) and tingkat_of(url) < Tingkat.DESA else None


def url_of(kode: str) -> str:
    """Return the code as it stands in an address."""
    return kode or NASIONAL_URL
