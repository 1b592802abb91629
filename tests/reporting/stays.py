"""Made-up stays and the plain recount they are compared with."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from uuid import UUID

from services.reporting.penghitung.models import Angka
from shared.events.domisili import (
    DomisiliEnded,
    DomisiliOpened,
    OrangTinggal,
    RincianDomisili,
)
from shared.events.identity import InstansiChanged
from shared.ids import uuid7
from shared.wilayah.kode import is_within

KUTAI, DESA, TAHUN = "kutai-kartanegara-64-2021", "64.02.06.1001", "2025"
FIRST = date(2025, 11, 1)
VILLAGES = (
    "34.02.15.2004", "34.02.15.2003", "34.02.12.2001", "34.04.01.2001", "33.10.01.2001",
    "64.02.06.1001", "31.74.06.1001", "31.71.01.1001",
)  # fmt: skip


@dataclass
class Stay:
    """One stay as its owner knows it: who, where, from when until when."""

    id: UUID
    village: str
    start: date
    planned: date
    persons: tuple[OrangTinggal, ...]
    ends: dict[UUID, date] = field(default_factory=dict)
    events: list[DomisiliOpened | DomisiliEnded] = field(default_factory=list)

    def end(self, persons: Iterable[UUID], day: date) -> None:
        """End it for some persons, as registration would tell."""
        ids = tuple(persons)
        self.ends |= dict.fromkeys(ids, day)
        self.events.append(
            DomisiliEnded(
                aggregate_id=self.id, version=len(self.events) + 1, permohonan_id=self.id,
                kode_wilayah_tujuan=self.village, kode_wilayah_asal="33.10.01.2001",
                tanggal_selesai=day, orang_ids=ids,
            )
        )  # fmt: skip


def a_stay(
    village: str, start: date, days: int, sexes: str = "L", rt: str = "", dusun: str = ""
) -> Stay:
    """Return an opened stay of one person per letter of `sexes`."""
    persons = tuple(
        OrangTinggal(orang_id=uuid7(), jenis_kelamin=sex, kelompok_umur="20-24") for sex in sexes
    )
    stay = Stay(uuid7(), village, start, start + timedelta(days=days), persons)
    stay.events.append(
        DomisiliOpened(
            aggregate_id=stay.id, version=1, permohonan_id=stay.id, kode_wilayah_tujuan=village,
            kode_wilayah_asal="33.10.01.2001", keperluan="bekerja", tanggal_mulai=start,
            tanggal_berakhir=stay.planned, orang=persons,
            pribadi=RincianDomisili(rt=rt, rw="1" if rt else "", dusun=dusun),
        )
    )  # fmt: skip
    return stay


def random_stays(random: Random, count: int) -> list[Stay]:
    """Return stays of one to five persons; some end early, some in parts, some are corrected."""
    stays = []
    for _ in range(count):
        sexes = "".join(random.choices("LP", k=random.randint(1, 5)))
        start = FIRST + timedelta(days=random.randint(0, 330))
        stay = a_stay(random.choice(VILLAGES), start, random.randint(0, 365), sexes)
        for _ in range(random.choice((0, 0, 1, 1, 2))):
            some = random.sample(stay.persons, random.randint(1, len(stay.persons)))
            day = start + timedelta(days=random.randint(-2, 200))
            stay.end([person.orang_id for person in some], day)
        stays.append(stay)
    return stays


def recount(stays: Sequence[Stay], kode: str, day: date) -> Angka:
    """Count, stay by stay, who is in an area at the end of `day`."""
    sexes: Counter[str] = Counter()
    for stay in stays:
        for person in stay.persons:
            end = stay.ends.get(person.orang_id, stay.planned)
            if is_within(stay.village, kode) and stay.start <= day < end:
                sexes[person.jenis_kelamin] += 1
    return Angka(sexes["L"], sexes["P"])


def office(kode: str, paket: str, version: int = 1, kota: str = "Bantul") -> InstansiChanged:
    """Return what an office tells of itself."""
    return InstansiChanged(
        aggregate_id=uuid7(), version=version, kode_kantor=kode, nama="Disdukcapil",
        nama_kepala="Sri Contoh, S.Sos.", jabatan_kepala="Kepala Dinas", pangkat="Pembina",
        nip="19700101", alamat="Jalan Contoh 1", telepon="0274-000000", email="a@contoh.id",
        jam_kerja="", zona="Asia/Jakarta", paket_formulir=paket, kota_ttd=kota,
    )  # fmt: skip
