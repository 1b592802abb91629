"""What a picture must be, told from its content and never from its name."""

from __future__ import annotations

from collections.abc import Mapping

from shared.errors import N_, NotValid

MAX_BYTES = 5 * 1024 * 1024
PROGRESSIVE = "progressive JPEG"
MAX_PIXELS: Mapping[str, int] = {
    "JPEG": 24_000_000, PROGRESSIVE: 16_000_000, "PNG": 10_000_000, "WEBP": 7_000_000,
}  # fmt: skip
"""By what a pixel costs: only a plain JPEG can be decoded at a fraction of its size at once."""
SMALLEST_SIDE = 160
LONGEST_SHAPE = 4
"""How often the shorter side may go into the longer one: a strip grows when it is measured."""

NOT_A_PICTURE = N_("Berkas ini bukan JPG, PNG, atau WebP.")
TOO_LARGE = N_("Foto terlalu besar. Paling besar 5 MB.")
TOO_MANY_PIXELS = N_("Foto terlalu besar. Paling besar %(jumlah)d megapiksel.")
TOO_SMALL = N_("Foto terlalu kecil. Paling sedikit 160 piksel tiap sisi.")
TOO_LONG = N_("Foto terlalu panjang dan sempit. Pakai foto dengan bentuk biasa.")
BROKEN = N_("Foto ini rusak. Ambil ulang fotonya.")


def format_of(content: bytes) -> str:
    """Return JPEG, PNG or WEBP by the first bytes; raises NotValid for anything else."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    raise NotValid(NOT_A_PICTURE)


def check_size(width: int, height: int, kind: str) -> None:
    """Accept the dimensions or raise NotValid; asked before anything is decoded."""
    most = MAX_PIXELS[kind]
    if width * height > most:
        raise NotValid(TOO_MANY_PIXELS, jumlah=most // 1_000_000)
    if min(width, height) < SMALLEST_SIDE:
        raise NotValid(TOO_SMALL)
    if max(width, height) > LONGEST_SHAPE * min(width, height):
        raise NotValid(TOO_LONG)
