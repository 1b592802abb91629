"""Random lives of stays, shuffled, doubled and late: every count equals a plain recount.

`ACAK=20000` makes it the slow form.
"""

import os
from collections import Counter
from datetime import date, timedelta
from random import Random
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.reporting.domisili.actions import folded, take_in
from services.reporting.domisili.queries_rincian import count_nilai
from services.reporting.domisili.rules import kunci_of, perubahan_of
from services.reporting.penghitung.models import Angka
from services.reporting.penghitung.queries import list_nilai, list_tren
from services.reporting.penghitung.rules import RINCIAN
from services.reporting.rekap.actions import make_rekap
from services.reporting.rekap.alamat import Unit
from shared.db import Database
from shared.events.domisili import (
    DomisiliCorrected,
    DomisiliEnded,
    DomisiliEvent,
    DomisiliExtended,
    DomisiliOpened,
    MasaOrang,
    RincianDomisili,
    RincianOrang,
)
from shared.ids import uuid7
from shared.wilayah.kode import NASIONAL, is_within, jalur_of
from tests.reporting.stays import FIRST, VILLAGES

LIVES = int(os.environ.get("ACAK", "300"))
BATCH = 200
AT = "2026-11-20T02:00:00Z"
Life = tuple[str, list[DomisiliEvent]]


def a_life(random: Random) -> Life:
    """Return a village and the facts of one stay there, each with everyone's times."""
    stay, village = uuid7(), random.choice(VILLAGES)
    start = FIRST + timedelta(days=random.randrange(400))
    people = [
        MasaOrang(
            orang_id=uuid7(), jenis_kelamin=random.choice("LP"), kelompok_umur="20-24",
            tanggal_mulai=start, tanggal_selesai=start + timedelta(days=random.randrange(1, 360)),
        )
        for _ in range(random.randint(1, 4))
    ]  # fmt: skip
    events = [_told(DomisiliOpened, stay, village, 1, people, random)]
    for version in range(2, random.randint(2, 5)):
        kind = random.choice((DomisiliExtended, DomisiliEnded, DomisiliCorrected))
        people = [_moved(one, random) for one in people]
        if kind is DomisiliCorrected and len(people) > 1 and random.random() < 0.3:
            people = people[1:]
        events.append(_told(kind, stay, village, version, people, random))
    return village, events


def _moved(one: MasaOrang, random: Random) -> MasaOrang:
    end = max(one.tanggal_mulai, one.tanggal_selesai + timedelta(days=random.randint(-90, 90)))
    return one.model_copy(update={"tanggal_selesai": end})


def _told(
    kind: type[DomisiliEvent], stay: UUID, village: str, version: int, people: list[MasaOrang],
    random: Random,
) -> DomisiliEvent:  # fmt: skip
    end = people[0].tanggal_selesai
    known = {
        "aggregate_id": stay, "permohonan_id": stay, "kode_wilayah_tujuan": village,
        "kode_wilayah_asal": "33.10.01.2001", "version": version, "masa": people,
        "tanggal_berakhir": end, "tanggal_selesai": end, "orang_ids": [people[0].orang_id],
        "corrected_at": AT, "tanggal_mulai": people[0].tanggal_mulai, "orang": people,
        "keperluan": random.choice(("bekerja", "pendidikan")),
    }  # fmt: skip
    if kind is DomisiliOpened:
        rincian = tuple(
            RincianOrang(orang_id=one.orang_id, pekerjaan=random.choice(("Buruh", "")))
            for one in people
        )
        known["pribadi"] = RincianDomisili(rt=str(random.randint(1, 3)), rw="1", orang=rincian)
    return kind.model_validate(known)


def recount(lives: list[Life], kode: str, day: date) -> Angka:
    """Count who is in an area at the end of `day`, by each life's last fact alone."""
    sexes = Counter(
        one.jenis_kelamin
        for village, events in lives
        if is_within(village, kode)
        for one in events[-1].masa
        if one.tanggal_mulai <= day < one.tanggal_selesai
    )
    return Angka(sexes["L"], sexes["P"])


async def hear(database: Database, lives: list[Life], random: Random) -> None:
    """Let every fact be heard twice, in no order at all, in batches."""
    events = [event for _, events in lives for event in events] * 2
    random.shuffle(events)
    for start in range(0, len(events), BATCH):
        async with database.transaction() as conn:
            await take_in(conn, events[start : start + BATCH])


async def test_random_lives_are_counted_as_by_hand(empty: Database) -> None:
    random = Random(20)
    lives = [a_life(random) for _ in range(LIVES)]
    await hear(empty, lives, random)
    areas = sorted({NASIONAL, *(kode for village in VILLAGES for kode in jalur_of(village))})
    days = [FIRST + timedelta(days=n) for n in (0, 60, 61, 200, 425, 426, 500, 700)]
    wrong = []
    async with empty.connection() as conn:
        for kode in areas:
            for day in days:
                wanted = recount(lives, kode, day)
                rekap = await make_rekap(conn, Unit(kode), day, "Asia/Jakarta")
                if not (rekap.total == rekap.jumlah == wanted):
                    wrong.append((kode, day, rekap.total, rekap.jumlah, wanted))
    assert wrong == []


async def test_each_dimension_adds_up_and_equals_the_stays_themselves(empty: Database) -> None:
    random = Random(21)
    lives = [a_life(random) for _ in range(min(LIVES, 300))]
    await hear(empty, lives, random)
    day = FIRST + timedelta(days=200)
    async with empty.connection() as conn:
        for kode in (NASIONAL, "34", "34.02"):
            total = (await list_tren(conn, kode, [day]))[0].angka
            for dimensi in RINCIAN:
                counted = await list_nilai(conn, kode, dimensi, day)
                assert sum(satu.angka.jumlah for satu in counted) == total.jumlah
                if kode:
                    assert counted == await count_nilai(conn, kode, dimensi, day), dimensi


@given(st.integers(0, 10**6), st.data())
@settings(max_examples=60)
def test_any_order_of_any_facts_ends_the_same(seed: int, data: st.DataObject) -> None:
    _, events = a_life(Random(seed))
    shuffled = data.draw(st.permutations(events + events[: seed % 3]))
    straight, other = folded({}, events), folded({}, shuffled)
    assert perubahan_of(straight, other) == perubahan_of(other, straight) == []
    (stay,) = other.values()
    assert all(len(kunci_of(stay, one)) == 25 for one in stay.orang.values())
