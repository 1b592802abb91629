"""Somebody who did not exist before: each walk signs up a new made-up person."""

from __future__ import annotations

import random
from datetime import date

import aiohttp

from deploy.local.registry.models import Person
from deploy.local.registry.portrait import draw
from deploy.local.settings import HOST, Settings

HOME = "33.10.05.2011"
ROOM = "#cfe3ee"
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


def selfie(nik: str = "3310054202929001") -> bytes:
    """Return the drawn face of a NIK as JPEG, taken at home."""
    return draw(nik, ROOM, 2.4)
