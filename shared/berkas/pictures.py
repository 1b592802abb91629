"""Decoding and re-encoding: what comes out has our pixels only, no EXIF, no trailing bytes."""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from shared.berkas import rules
from shared.errors import NotValid

_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    ArithmeticError,
    MemoryError,
    UnidentifiedImageError,
)
QUALITY = 82
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def reencode(content: bytes, longest: int) -> bytes:
    """Return `content` as an upright JPEG of at most `longest` px a side; raises NotValid."""
    return as_jpeg(decode(content, longest)[0])


def decode(content: bytes, longest: int) -> tuple[Image.Image, int]:
    """Return the upright picture of at most `longest` px, and its shorter side as it came.

    Raises NotValid. The format is told from the first bytes, the size before pixels are decoded.
    """
    kind = rules.format_of(content)
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as picture:
            rules.check_size(*picture.size, _cost_of(picture, kind))
            side = min(picture.size)
            # A JPEG can be decoded at a fraction of its size at once.
            picture.draft("RGB", (2 * longest, 2 * longest))
            return _upright(picture, longest), side
    except NotValid:
        raise
    except _BOMB as bomb:
        raise NotValid(rules.TOO_MANY_PIXELS, jumlah=rules.MAX_PIXELS[kind] // 1_000_000) from bomb
    except _BROKEN as broken:
        raise NotValid(rules.BROKEN) from broken


def _cost_of(picture: Image.Image, kind: str) -> str:
    return rules.PROGRESSIVE if picture.info.get("progressive") else kind


def as_jpeg(picture: Image.Image) -> bytes:
    """Return the picture as JPEG."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _upright(picture: Image.Image, longest: int) -> Image.Image:
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    upright = ImageOps.exif_transpose(picture)
    plain = Image.new("RGB", upright.size, "white")
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        clear = upright.convert("RGBA")
        plain.paste(clear, mask=clear.getchannel("A"))
    else:
        plain.paste(upright.convert("RGB"))
    return plain
