"""Which events are whose: areas and kinds as binding keys, as a right, and as a filter."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from shared.wilayah.kode import NASIONAL, Tingkat, is_kode, tingkat_of

# A word of an area in a binding key: two digits, none, or any.
WORD = r"(\*|-|\d\d)"
ANY = "*"


def _words(kode: str) -> tuple[str, str]:
    prov, _, kab = kode.partition(".")
    return (prov, kab or ANY) if kode != NASIONAL else (ANY, ANY)


def is_area(kode: str) -> bool:
    """Tell whether one may subscribe to it: the nation, a province, a regency."""
    return kode == NASIONAL or (is_kode(kode) and tingkat_of(kode) <= Tingkat.KABUPATEN)


def binding_keys(jenis: Iterable[str], wilayah: Iterable[str]) -> list[str]:
    """Return the keys that catch these kinds where the destination or the origin is in an area."""
    keys = set()
    for kind in jenis:
        for kode in wilayah:
            prov, kab = _words(kode)
            keys.add(f"{kind}.{prov}.{kab}.*.*")
            keys.add(f"{kind}.*.*.{prov}.{kab}")
    return sorted(keys)


def binding_right(jenis: Collection[str], wilayah: Collection[str]) -> str:
    """Return the pattern of binding keys that a subscriber may use: his kinds in his areas.

    A `#` fits nowhere in it, so no key reaches beyond.
    """
    kinds = "|".join(sorted(re.escape(kind) for kind in jenis))
    places = set()
    for kode in wilayah:
        prov, kab = (WORD if word == ANY else word for word in _words(kode))
        places.add(rf"{prov}\.{kab}\.{WORD}\.{WORD}")
        places.add(rf"{WORD}\.{WORD}\.{prov}\.{kab}")
    return rf"^({kinds})\.({'|'.join(sorted(places))})$"


def is_for(
    type_name: str, routing_key: str, jenis: Collection[str], wilayah: Collection[str]
) -> bool:
    """Tell whether an event is of these kinds and touches these areas."""
    if type_name not in jenis:
        return False
    words = routing_key.split(".")
    if len(words) != 8:
        return False
    return any(_fits(words[4:6], kode) or _fits(words[6:8], kode) for kode in wilayah)


def _fits(words: list[str], kode: str) -> bool:
    return all(wanted in (ANY, word) for wanted, word in zip(_words(kode), words, strict=True))
