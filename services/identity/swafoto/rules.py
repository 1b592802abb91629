"""What a picture must be, told from its content and never from its name."""

from __future__ import annotations

from shared.errors import N_, NotValid

MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 40_000_000
SMALLEST_SIDE = 160
SIDE = 960
QUALITY = 82

NOT_A_PICTURE = N_("Berkas ini bukan JPG, PNG, atau WebP.")
TOO_LARGE = N_("Foto terlalu besar. Paling besar 5 MB.")
TOO_MANY_PIXELS = N_("Foto terlalu besar. Paling besar 40 megapiksel.")
TOO_SMALL = N_("Foto terlalu kecil. Paling sedikit 160 piksel tiap sisi.")
BROKEN = N_("Foto ini rusak. Ambil ulang fotonya.")
MISSING = N_("Tambahkan swafoto.")


def format_of(content: bytes) -> str:
    """Return JPEG, PNG or WEBP by the first bytes; raises NotValid for anything else."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    raise NotValid(NOT_A_PICTURE)


def check_size(width: int, height: int) -> None:
    """Accept the dimensions or raise NotValid; asked before anything is decoded."""
    if width * height > MAX_PIXELS:
        raise NotValid(TOO_MANY_PIXELS)
    if min(width, height) < SMALLEST_SIDE:
        raise NotValid(TOO_SMALL)
