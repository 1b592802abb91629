"""Selfies: what comes in hostile goes out clean or not at all."""

from __future__ import annotations

import asyncio
import io
import re
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from obstore.store import MemoryStore
from PIL import Image

from services.identity.swafoto import actions, darkroom, queries, rules
from shared.berkas.pictures import reencode
from shared.errors import NotValid
from tests.identity.conftest import photo

PLACE = 0x8825
ORIENTATION = 0x0112


def with_exif(orientation: int) -> bytes:
    picture = Image.new("RGB", (400, 200), "red")
    exif = picture.getexif()
    exif[ORIENTATION] = orientation
    exif.get_ifd(PLACE)[1] = "S"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_the_place_is_gone_and_the_picture_upright() -> None:
    clean = Image.open(io.BytesIO(reencode(with_exif(6), 960)))
    assert clean.size == (200, 400)
    assert len(clean.getexif()) == 0
    assert b"Exif" not in reencode(with_exif(6), 960)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_kind_becomes_a_small_jpeg(kind: str) -> None:
    clean = Image.open(io.BytesIO(reencode(photo(1500, 3000, kind), 960)))
    assert (clean.format, clean.size) == ("JPEG", (480, 960))


def test_what_follows_the_picture_is_cut_off() -> None:
    assert b"<script>" not in reencode(photo() + b"<script>alert(1)</script>", 960)


def test_transparency_becomes_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (200, 200), (0, 0, 0, 0)).save(out, "PNG")
    assert Image.open(io.BytesIO(reencode(out.getvalue(), 960))).getpixel((5, 5)) == (255, 255, 255)


def png_of(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and has next to nothing inside."""

    def chunk(name: bytes, content: bytes) -> bytes:
        body = name + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (png_of(50_000, 50_000), "terlalu besar"), (png_of(3_163, 3_163), "10 megapiksel"),
        (png_of(100, 5_000), "terlalu kecil"), (png_of(400, 400), "rusak"),
        (photo()[:900], "rusak"), (b"\xff\xd8\xff", "rusak"), (b"", "bukan JPG"),
        (b"GIF89a" + bytes(99), "bukan JPG"), (b"<svg onload=alert(1)>", "bukan JPG"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8X", "rusak"),
    ],
)  # fmt: skip
def test_hostile_files_are_refused_with_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(NotValid, match=words):
        reencode(content, 960)


async def test_what_is_stored_is_sealed_under_a_random_name(conn_of: Any) -> None:
    store = MemoryStore()
    async with conn_of("identity") as conn:
        swafoto_id = await actions.store_swafoto(conn, store, photo())
        kept = await queries.find_swafoto(conn, swafoto_id)
        assert kept is not None
        (name,) = [each["path"] for batch in store.list() for each in batch]
        assert str(swafoto_id) not in name
        assert b"JFIF" not in bytes(store.get(name).bytes())
        assert (await actions.open_swafoto(store, kept)).startswith(b"\xff\xd8\xff")


async def test_a_process_that_dies_of_a_picture_costs_only_that_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await darkroom.develop(photo())
    monkeypatch.setattr(darkroom.ROOM, "seconds", 0.0)
    with pytest.raises(NotValid, match="rusak"):
        await darkroom.develop(photo())
    monkeypatch.undo()
    assert (await darkroom.develop(photo())).jpeg.startswith(b"\xff\xd8\xff")


async def test_the_process_that_opens_pictures_knows_no_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MASTER_KEYS", "rahasia")
    darkroom.ROOM.close()
    await darkroom.develop(photo())
    for child in darkroom.ROOM.children:
        environment = Path(f"/proc/{child.pid}/environ").read_bytes()
        assert b"rahasia" not in environment
        assert b"PYTHONPATH" in environment


async def test_too_many_pictures_at_once_are_put_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(darkroom.ROOM, "most_waiting", 3)
    sent = [darkroom.develop(photo()) for _ in range(6)]
    came = await asyncio.gather(*sent, return_exceptions=True)
    assert [type(one).__name__ for one in came].count("Unavailable") == 3


async def test_the_largest_pictures_stay_within_memory_and_time() -> None:
    darkroom.ROOM.close()
    out = io.BytesIO()
    Image.linear_gradient("L").resize((4600, 3400)).convert("RGB").save(
        out, "JPEG", progressive=True
    )
    wide = io.BytesIO()
    Image.linear_gradient("L").resize((3160, 3160)).convert("RGBA").save(wide, "PNG")
    for content in (out.getvalue(), wide.getvalue()):
        assert (await darkroom.develop(content)).jpeg
    for child in darkroom.ROOM.children:
        peak = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{child.pid}/status").read_text())
        assert peak is not None
        assert int(peak.group(1)) < 200 * 1024


def test_the_limit_is_five_megabytes() -> None:
    assert rules.MAX_BYTES == 5 * 1024 * 1024
