"""S8: hostile files through the real door; what is kept is ours, cost is bounded."""

from __future__ import annotations

import base64
import io
from collections import Counter
from random import Random
from typing import Any

from aiohttp import ClientSession, FormData
from PIL import Image

from shared.berkas import pictures
from shared.errors import NotValid
from tests.security.hostile import MARK, files


def is_ours(clean: bytes, original: bytes) -> bool:
    """Tell whether what would be stored is a picture made anew: no trace of the file."""
    with Image.open(io.BytesIO(clean)) as made:
        bare = made.format == "JPEG" and len(made.getexif()) == 0 and max(made.size) <= 960
    return bare and MARK not in clean and b"<script" not in clean and clean != original


def kept_raw(every: list[bytes]) -> tuple[int, int]:
    """Return how many files would be stored with something of their own, and how many refused."""
    raw = refused = 0
    for content in every:
        try:
            raw += not is_ours(pictures.reencode(content, 960), content)
        except NotValid:
            refused += 1
    return raw, refused


async def through_the_door(url: str, every: list[bytes]) -> Counter[int]:
    """Return how often the running system answered with which status."""
    seen: Counter[int] = Counter()
    async with ClientSession() as client:
        for number, content in enumerate(every):
            seen[await _post(client, f"{url}/api/v1/identity/swafoto", number, content)] += 1
    return seen


async def _post(client: ClientSession, url: str, number: int, content: bytes) -> int:
    if number % 2:
        form = FormData()
        form.add_field("berkas", content, filename="foto.jpg", content_type="image/jpeg")
        sent: dict[str, Any] = {"data": form}
    else:
        sent = {"json": {"berkas": base64.b64encode(content).decode()}}
    async with client.post(url, **sent) as answer:
        await answer.read()
        return answer.status


def some(short: bool) -> list[bytes]:
    """Return all files, or every tenth for a short run."""
    every = files(Random(8))
    return every[::10] if short else every
