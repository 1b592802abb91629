"""What a letter to an officer says; pure."""

from __future__ import annotations

from collections.abc import Sequence

PALING_BANYAK = 5


def daftar_of(nomor: Sequence[str]) -> str:
    """Return the first numbers in words: `W00000123, W00000124, dan 3 lainnya`."""
    named = list(nomor[:PALING_BANYAK])
    left = len(nomor) - len(named)
    return ", ".join([*named, f"dan {left} lainnya"] if left else named)
