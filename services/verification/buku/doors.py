"""What the HTML and the JSON door of the book read from a request alike."""

from __future__ import annotations

from aiohttp import web

from services.verification.buku import rules
from shared import policy
from shared.errors import NotFound

# The book is of the village that the officer's role is over; each statement asks for it.
SETEMPAT = policy.officers(policy.PETUGAS_DESA, policy.LURAH)
LURAH = policy.officers(policy.LURAH)


def tahun_of(request: web.Request) -> int:
    """Return the year in the address or raise NotFound."""
    tahun = _number(request.match_info["tahun"], 4)
    if not rules.FIRST_YEAR <= tahun <= rules.LAST_YEAR:
        raise NotFound
    return tahun


def nomor_of(request: web.Request) -> int:
    """Return the line's number in the address or raise NotFound."""
    return _number(request.match_info["nomor"], 8)


def _number(text: str, longest: int) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > longest:
        raise NotFound
    return int(text)


def halaman_of(request: web.Request, terakhir: int) -> int:
    """Return the page asked for; the last one if none is, or one that is not there."""
    text, last = request.query.get("hal", ""), rules.pages_of(terakhir)
    if text.isascii() and text.isdigit() and len(text) < 8 and 1 <= int(text) <= last:
        return int(text)
    return last
