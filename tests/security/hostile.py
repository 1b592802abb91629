"""Files that mean harm, made here: bombs, polyglots, broken, wrong, huge, with traces."""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Iterator
from random import Random

from PIL import Image

MARK = b"NONPERMANEN-HOSTILE"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction 2 0 R>>endobj\n"
OTHERS = (
    SVG, PDF, b"GIF89a" + bytes(200), b"BM" + bytes(200), b"II*\x00" + bytes(200),
    b"MM\x00*" + bytes(200), b"PK\x03\x04" + bytes(200), b"\x7fELF" + bytes(200),
    b"MZ" + bytes(200), b"<script>alert(1)</script>", b"<?php system($_GET['c']); ?>",
    b"%!PS-Adobe-3.0\n", b"\x00\x00\x00\x18ftypheic" + bytes(200), b"\x00\x00\x01\x00" + bytes(99),
    b"8BPS" + bytes(200), b"", b"\xff", b"\x89PNG", b"RIFF", bytes(4096), b"#!/bin/sh\nid\n",
    b"\x1f\x8b\x08" + bytes(100), b"{}", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF\x00\x00",
)  # fmt: skip


def picture(width: int = 320, height: int = 400, kind: str = "JPEG", **more: object) -> bytes:
    """Return a harmless picture."""
    out = io.BytesIO()
    Image.effect_noise((width, height), 30).convert("RGB").save(out, kind, **more)
    return out.getvalue()


def png(
    width: int, height: int, pixels: bytes = b"", extra: bytes = b"", colour: int = 2,
    depth: int = 8,
) -> bytes:  # fmt: skip
    """Return a PNG that claims a size and has `pixels`, compressed, inside."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    packed = zlib.compress(pixels, 1 if len(pixels) > 10**7 else 9)
    body = _chunk(b"IHDR", header) + extra + _chunk(b"IDAT", packed)
    return b"\x89PNG\r\n\x1a\n" + body + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    body = name + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def with_exif() -> bytes:
    """Return a photo that tells where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = MARK.decode()
    exif.get_ifd(0x8825)[1] = "S"
    return picture(exif=exif)


def _bombs() -> Iterator[bytes]:
    for side in (6_400, 9_000, 20_000, 50_000, 65_535, 2**31 - 1):
        yield png(side, side, bytes(100_000))
    for width, height in ((1, 30_000_000), (2**31 - 1, 1), (41_000, 1_000), (0, 0), (200, 0)):
        yield png(width, height, bytes(1000))
    yield png(6_000, 6_000, bytes(6_000 * (6_000 * 3 + 1)))
    yield png(6_300, 6_300, bytes(6_300 * (6_300 * 4 + 1)), colour=6)
    for name in (b"iTXt", b"zTXt", b"iCCP"):
        packed = name + b"\x00\x00" if name == b"zTXt" else b"a\x00\x01\x00\x00\x00"
        yield png(
            200, 200, bytes(200 * 601), _chunk(name, packed + zlib.compress(bytes(40_000_000)))
        )
    yield png(200, 200, bytes(30_000_000))


def heavy() -> Iterator[bytes]:
    """Yield what is just allowed and costs most: no refusal makes these cheap."""
    grey, smaller = Image.new("L", (4_800, 5_000), 90), Image.new("L", (4_000, 4_000), 90)
    for mode in ("L", "RGB", "CMYK"):
        yield _saved(grey.convert(mode), "JPEG", subsampling=0)
        yield _saved(smaller.convert(mode), "JPEG", subsampling=0, progressive=True)
    side = 3_160
    for colour, size in ((0, 1), (2, 3), (4, 2), (6, 4)):
        yield png(side, side, bytes(side * (side * size + 1)), colour=colour)
        yield png(side, side, bytes(side * (side * size * 2 + 1)), colour=colour, depth=16)
    for mode in ("RGB", "RGBA", "P"):
        yield _saved(Image.new(mode, (side, side), 90), "PNG")
    clear = Image.new("RGBA", (2_640, 2_640), (9, 90, 9, 90))
    yield _saved(clear, "WEBP", lossless=True)
    yield _saved(clear, "WEBP", quality=1)
    yield _saved(clear, "WEBP", save_all=True, append_images=[clear] * 3, quality=1)
    for width in (160, 200, 640):
        yield picture(width, 4 * width)
    turned = Image.Exif()
    turned[0x0112] = 6
    yield _saved(Image.new("RGB", (5_900, 4_000), 7), "JPEG", exif=turned, subsampling=0)


def _saved(made: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    made.save(out, kind, **more)
    return out.getvalue()


def _polyglots() -> Iterator[bytes]:
    tails = (SVG, PDF, b"PK\x03\x04" + MARK, b"<script>" + MARK + b"</script>", MARK * 5000)
    for kind in ("JPEG", "PNG", "WEBP"):
        whole = picture(kind=kind)
        for tail in tails:
            yield whole + tail
            yield tail + whole
    yield picture(comment=b"<script>" + MARK + b"</script>")
    yield with_exif()
    yield png(200, 200, bytes(200 * 601), _chunk(b"tEXt", b"Comment\x00" + MARK))


def _broken(chance: Random) -> Iterator[bytes]:
    for kind in ("JPEG", "PNG", "WEBP"):
        whole = picture(kind=kind)
        for _ in range(20):
            yield whole[: chance.randrange(4, len(whole) - 1)]
        for _ in range(22):
            spoiled = bytearray(whole)
            for _ in range(chance.randrange(1, 200)):
                spoiled[chance.randrange(12, len(spoiled))] = chance.randrange(256)
            yield bytes(spoiled)
    for head in (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\xff\xff\xff\xffWEBP"):
        for size in (10, 1000, 100_000):
            yield head + os.urandom(size)


def files(chance: Random) -> list[bytes]:
    """Return more than 200 hostile files, the same kinds each time."""
    return [*light(chance), *heavy()]


def light(chance: Random) -> list[bytes]:
    """Return those that are made and refused, or drawn anew, quickly."""
    too_large = [picture() + bytes(5 * 1024 * 1024), b"\xff\xd8\xff" + bytes(6 * 1024 * 1024)]
    wrong = [*OTHERS, *(picture(width, 5000) for width in (1, 20, 159, 161, 1200))]
    return [*_bombs(), *_polyglots(), *_broken(chance), *wrong, *too_large]
