"""More than two hundred hostile documents: all refused; what is taken is made anew and cheap."""

from __future__ import annotations

import io
import os
import random
from collections import Counter
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from services.registration.dokumen import darkroom
from shared.errors import NotValid
from tests.registration.hostile import MARK, carriers, files, photo, plain

TICKS = os.sysconf("SC_CLK_TCK")
MOST_CPU = 2.5


def spent() -> float:
    """Return the seconds of CPU that the processes have used so far."""
    total = 0
    for child in darkroom.ROOM.children:
        times = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
        total += int(times[11]) + int(times[12])
    return total / TICKS


async def test_all_of_two_hundred_hostile_documents_are_refused() -> None:
    darkroom.ROOM.close()
    await darkroom.develop(plain())
    every = files(random.Random(4))
    assert len(every) >= 200
    taken, told = [], Counter[str]()
    for number, content in enumerate(every):
        before = spent()
        try:
            await darkroom.develop(content)
            taken.append((number, content[:60]))
        except NotValid as wrong:
            told[wrong.message.template] += 1
        assert spent() - before < MOST_CPU, (number, content[:60])
    assert taken == []
    assert sum(told.values()) == len(every)
    assert any("skrip" in text for text in told)
    assert any("sandi" in text for text in told)


@pytest.mark.parametrize("number", range(5))
async def test_what_is_taken_carries_nothing_of_the_file(number: int) -> None:
    content = list(carriers())[number]
    assert MARK not in (await darkroom.develop(content)).isi


async def test_a_picture_becomes_a_jpeg_that_can_be_read() -> None:
    clean = await darkroom.develop(photo(3600, 2700, "PNG"))
    with Image.open(io.BytesIO(clean.isi)) as made:
        assert (made.format, max(made.size), clean.tipe) == ("JPEG", 2000, "image/jpeg")


async def test_a_pdf_keeps_its_pages_and_is_the_same_each_time() -> None:
    first, again = await darkroom.develop(plain(20)), await darkroom.develop(plain(20))
    assert first.isi == again.isi
    assert (first.tipe, first.halaman) == ("application/pdf", 20)
    with pikepdf.open(io.BytesIO(first.isi)) as made:
        assert len(made.pages) == 20
