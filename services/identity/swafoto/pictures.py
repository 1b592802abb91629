"""Decoding and re-encoding: what comes out has our pixels only, no EXIF, no trailing bytes."""

from __future__ import annotations

import asyncio
import io
from concurrent.futures import ThreadPoolExecutor

from PIL import Image, ImageOps, UnidentifiedImageError

from services.identity.swafoto import rules
from shared.errors import NotValid, Unavailable

WAITING = 32
_POOL = ThreadPoolExecutor(2, thread_name_prefix="pictures")
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    ArithmeticError,
    UnidentifiedImageError,
)
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class _Queue:
    waiting = 0


async def clean(content: bytes) -> bytes:
    """Return `content` as an upright JPEG of at most 960 px; raises NotValid, or Unavailable."""
    if _Queue.waiting >= WAITING:
        raise Unavailable
    _Queue.waiting += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_POOL, reencode, content)
    finally:
        _Queue.waiting -= 1


def reencode(content: bytes) -> bytes:
    """Do the work of `clean` in this thread."""
    kind = rules.format_of(content)
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as picture:
            rules.check_size(*picture.size)
            # A JPEG can be decoded at a fraction of its size at once.
            picture.draft("RGB", (2 * rules.SIDE, 2 * rules.SIDE))
            return _jpeg(picture)
    except NotValid:
        raise
    except _BOMB as bomb:
        raise NotValid(rules.TOO_MANY_PIXELS) from bomb
    except _BROKEN as broken:
        raise NotValid(rules.BROKEN) from broken


def _jpeg(picture: Image.Image) -> bytes:
    picture.thumbnail((rules.SIDE, rules.SIDE), Image.Resampling.LANCZOS)
    upright = ImageOps.exif_transpose(picture)
    plain = Image.new("RGB", upright.size, "white")
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        clear = upright.convert("RGBA")
        plain.paste(clear, mask=clear.getchannel("A"))
    else:
        plain.paste(upright.convert("RGB"))
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=rules.QUALITY, optimize=True)
    return out.getvalue()
