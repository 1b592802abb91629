"""Two hundred hostile uploads: none comes out as it went in, none costs much."""

from __future__ import annotations

import io
import os
import random
import re
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from services.identity.swafoto import darkroom
from shared.errors import NotValid
from tests.identity.conftest import photo
from tests.identity.test_swafoto import png_of, with_exif

PAYLOAD = b"<script>alert(document.cookie)</script><?php system($_GET[0]); ?>"
KINDS = ("JPEG", "PNG", "WEBP")
TICKS = os.sysconf("SC_CLK_TCK")
DISGUISED = (b"%PDF-1.7\n", b"PK\x03\x04", b"GIF89a", b"<svg>", b"\x7fELF", b"MZ", b"II*\x00")
MOST_MEMORY_KIB = 200 * 1024


def hostile() -> Iterator[bytes]:
    """Yield cut, bent, stuffed, disguised and inflated files; the same ones each time."""
    chance = random.Random(8)
    sound = {kind: photo(500, 600, kind) for kind in KINDS}
    for kind in KINDS:
        whole = sound[kind]
        for part in range(1, 26):
            yield whole[: len(whole) * part // 26]
        for _ in range(20):
            bent = bytearray(whole)
            for _ in range(30):
                bent[chance.randrange(16, len(bent))] = chance.randrange(256)
            yield bytes(bent)
        for place in range(10):
            cut = len(whole) * (place + 1) // 10
            yield whole[:cut] + PAYLOAD + whole[cut:]
    for start in (b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\xff\xff\xff\xffWEBPVP8 "):
        for size in (0, 1, 100, 10_000):
            yield start + chance.randbytes(size)
            yield start + PAYLOAD * (size // 60 + 1)
    for width, height in ((65_535, 65_535), (1, 60_000), (30_000, 600), (4_001, 4_001), (0, 0)):
        yield png_of(width, height)
    for start in DISGUISED:
        yield start + PAYLOAD
    for turned in range(1, 9):
        yield with_exif(turned) + PAYLOAD
    for frames in (2, 40):
        yield moving(frames)


def moving(frames: int) -> bytes:
    """Return a WebP that moves."""
    out = io.BytesIO()
    pictures = [Image.new("RGB", (300, 300), (frame * 5, 0, 0)) for frame in range(frames)]
    pictures[0].save(out, "WEBP", save_all=True, append_images=pictures[1:])
    return out.getvalue()


def spent() -> float:
    """Return the seconds of CPU that the processes have used so far."""
    total = 0
    for child in darkroom.ROOM.children:
        times = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
        total += int(times[11]) + int(times[12])
    return total / TICKS


async def test_none_of_two_hundred_hostile_files_is_kept_as_it_came() -> None:
    darkroom.ROOM.close()
    await darkroom.develop(photo())
    files = list(hostile())
    assert len(files) >= 200
    refused = 0
    for content in files:
        before = spent()
        try:
            jpeg = (await darkroom.develop(content)).jpeg
        except NotValid:
            refused += 1
            continue
        finally:
            assert spent() - before < 1.0
        assert jpeg != content
        assert b"script" not in jpeg
        clean = Image.open(io.BytesIO(jpeg))
        assert (clean.format, len(clean.getexif())) == ("JPEG", 0)
        assert max(clean.size) <= 960
    assert refused > 60
    assert len(darkroom.ROOM.children) >= 1
    for child in darkroom.ROOM.children:
        peak = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{child.pid}/status").read_text())
        assert peak is not None
        assert int(peak.group(1)) < MOST_MEMORY_KIB
