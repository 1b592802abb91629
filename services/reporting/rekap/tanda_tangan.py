"""The office's electronic signature under a sheet."""

from __future__ import annotations


async def sign(pdf: bytes, kode_kantor: str) -> bytes:
    """Return the sheet signed by the office; unsigned while the office has no key."""
    return pdf
