"""Somebody who did not exist before: each walk signs up a new made-up person."""

from __future__ import annotations

import io
import random
from datetime import date

import aiohttp
from PIL import Image, ImageDraw

from deploy.local.registry.models import Person
from deploy.local.settings import HOST, Settings

HOME = "33.10.05.2011"
KECAMATAN = HOME.replace(".", "")[:6]
WOMAN = 40
FIRST = ("Wulan", "Sekar", "Ratna", "Kirana", "Larasati", "Puspita", "Maharani", "Cempaka")
LAST = ("Candrakanta", "Wanodya", "Lokananta", "Purnamawan", "Wirasena", "Adiluhung", "Kinanthi")


def nik_of(lahir: date, woman: bool, serial: int) -> str:
    """Return the NIK of somebody first registered in the walk's kecamatan."""
    day = lahir.day + (WOMAN if woman else 0)
    return f"{KECAMATAN}{day:02d}{lahir:%m%y}{serial:04d}"


def new_person(chance: random.Random) -> Person:
    """Return a made-up woman of Klaten; serials of 9000 and above are nobody's."""
    lahir = date(1985 + chance.randrange(18), 1 + chance.randrange(12), 1 + chance.randrange(28))
    return Person(
        nik=nik_of(lahir, True, chance.randrange(9000, 10_000)),
        kk=f"{KECAMATAN}150620{chance.randrange(9000, 10_000)}",
        nama=f"{chance.choice(FIRST)} {chance.choice(LAST)}",
        jenis_kelamin="P",
        tempat_lahir="Klaten",
        tanggal_lahir=lahir,
        hubungan="Kepala keluarga",
        alamat="Dukuh Sawit Kidul",
        rt="003",
        rw="007",
        kode_wilayah=HOME,
    )


async def register(settings: Settings, person: Person) -> None:
    """Put the person into the local population registry."""
    url = f"http://{HOST}:{settings.registry_port}/penduduk"
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=person.model_dump_json()) as response,
    ):
        response.raise_for_status()


def selfie() -> bytes:
    """Return a drawn face as JPEG."""
    picture = Image.new("RGB", (720, 960), "#cfe3ee")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((110, 560, 610, 1200), fill="#6b4a63")
    draw.ellipse((210, 190, 510, 610), fill="#e6b98f")
    draw.pieslice((190, 150, 530, 560), 180, 360, fill="#2b211d")
    for x in (290, 400):
        draw.ellipse((x, 370, x + 34, 396), fill="#22150f")
    draw.arc((300, 430, 420, 520), 20, 160, fill="#a4574c", width=8)
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=85)
    return kept.getvalue()
