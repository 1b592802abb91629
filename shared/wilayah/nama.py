"""Names of areas: as they are shown and as they are searched."""

from __future__ import annotations

import re
import unicodedata

SHOWN = {
    "daerah khusus ibukota jakarta": "DKI Jakarta",
    "dki jakarta": "DKI Jakarta",
    "daerah istimewa yogyakarta": "DI Yogyakarta",
    "di yogyakarta": "DI Yogyakarta",
}
ROMAN = re.compile(r"[IVXL]+", re.ASCII)
# Straight, typographic and modifier apostrophes, and quotes, belong to the word around them.
APOSTROPHES = {ord(mark): None for mark in "'’‘ʼ`´\""}
NOT_WORD = re.compile(r"[^a-z0-9]+")


def nama_tampil(nama: str) -> str:
    """Return a regulated name as pages show it: `Kabupaten Bantul`, `DI Yogyakarta`.

    A name in capitals becomes title case; Roman numerals and initials (`RD. PJKA`) stay.
    """
    shown = SHOWN.get(nama.lower())
    if shown or not nama.isupper() or max(map(len, nama.split())) <= 4:
        return shown or nama
    return " ".join(word if ROMAN.fullmatch(word) else word.capitalize() for word in nama.split())


def fold(nama: str) -> str:
    """Return `nama` for search: lower case words of a-z and 0-9, no apostrophe or diacritic."""
    text = nama.lower().translate(APOSTROPHES)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(mark for mark in text if not unicodedata.combining(mark))
    return NOT_WORD.sub(" ", text).strip()
