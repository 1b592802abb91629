"""S8: hostile files through the real door; what is kept is ours, cost is bounded."""

from __future__ import annotations

import base64
import contextlib
import io
import resource
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

from aiohttp import ClientSession, FormData
from PIL import Image

from services.identity.swafoto import pictures
from shared.errors import NotValid
from tests.security.hostile import MARK, files

ONE = """
import sys, resource
from pathlib import Path
from services.identity.swafoto.pictures import reencode
from shared.errors import NotValid

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024

content = Path(sys.argv[1]).read_bytes()
# ru_maxrss would begin at the parent's; this begins anew.
Path("/proc/self/clear_refs").write_text("5")
before, memory = resource.getrusage(resource.RUSAGE_SELF), peak()
try:
    reencode(content)
except NotValid:
    pass
after = resource.getrusage(resource.RUSAGE_SELF)
cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(cpu, peak() - memory)
"""


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
            raw += not is_ours(pictures.reencode(content), content)
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


def worst_cost(every: list[bytes], folder: Path, most: int = 12) -> tuple[float, float]:
    """Return seconds of CPU and MB that the worst files add, each in a process of its own."""
    slow = sorted(every, key=_seconds, reverse=True)[:most]
    costs = []
    for number, content in enumerate(slow):
        path = folder / f"hostile-{number}"
        path.write_bytes(content)
        done = subprocess.run(
            [sys.executable, "-c", ONE, str(path)], capture_output=True, text=True, check=True
        )
        costs.append([float(part) for part in done.stdout.split()])
    return max(cpu for cpu, _ in costs), max(memory for _, memory in costs)


def _seconds(content: bytes) -> float:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    with contextlib.suppress(NotValid):
        pictures.reencode(content)
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime - before


def some(short: bool) -> list[bytes]:
    """Return all files, or every tenth for a short run."""
    every = files(Random(8))
    return every[::10] if short else every
