"""What a client sends may not be a form at all: aiohttp says so in many ways, we in one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp.http import HttpProcessingError

from shared.errors import N_, Invalid

BROKEN = N_("Formulir ini tidak utuh. Muat ulang halaman, lalu kirim lagi.")


@contextmanager
def well_formed() -> Iterator[None]:
    """Raise Invalid where a body has no boundary, no such charset, or broken parts."""
    try:
        yield
    except (ValueError, LookupError, HttpProcessingError) as broken:
        raise Invalid({"_": BROKEN}) from broken
