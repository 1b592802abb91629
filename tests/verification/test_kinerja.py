"""The figures of the offices' work, against a plain recount."""

from datetime import timedelta
from random import Random
from statistics import median
from typing import Any
from uuid import uuid4

import pytest

from services.verification.kinerja import tampilan
from shared import clock
from shared.db import Database
from tests.verification.conftest import GILANG, RINI, hear_together
from tests.verification.facts import BANTUL, JAKARTA, permohonan_submitted
from tests.verification.test_pages import Browser

API = "/api/v1/verification/kinerja/"
SLEMAN = "34.04.01.2001"
DECIDE = """
UPDATE tugas SET status = 'decided', keputusan = $2, alasan = $3, decided_by = $4,
    decided_nama = $5, decided_at = $6::timestamptz,
    masuk_at = $6::timestamptz - make_interval(hours => $7)
WHERE subjek_id = $1
"""


@pytest.fixture
def ask(client, sign, db) -> Any:
    async def asked(kode: str, peran: str = "petugas_kementerian", wilayah: str = "") -> Any:
        headers = {"Authorization": f"Bearer {sign(peran, wilayah)}"}
        async with client.get(API + kode, headers=headers) as answer:
            return answer.status, await answer.json()

    return asked


async def decide(db: Database, tujuan: str, hours: list[int], who: Any, **more: Any) -> None:
    """Let an officer decide as many permohonan of a village, each after so many hours."""
    events = [permohonan_submitted(tujuan=tujuan, nobukti=f"W{n:08d}") for n in range(len(hours))]
    await hear_together(db, *events)
    at = clock.now() - timedelta(days=more.get("ago", 0), seconds=1)
    keputusan, alasan = more.get("keputusan", "approved"), more.get("alasan", [])
    async with db.transaction() as conn:
        for event, each in zip(events, hours, strict=True):
            await conn.execute(
                DECIDE, event.aggregate_id, keputusan, alasan, who.id, who.nama, at, each
            )


async def test_an_office_sees_what_waits_what_was_decided_and_by_whom(db, ask) -> None:
    hours = Random(5).choices(range(1, 200), k=21)
    await decide(db, BANTUL, hours, RINI)
    await decide(
        db, BANTUL, [5, 5], GILANG, keputusan="rejected", alasan=["dokumen", "lainnya"], ago=10
    )
    await decide(db, BANTUL, [7], GILANG, ago=40)
    await decide(db, SLEMAN, [9], GILANG)
    await hear_together(db, permohonan_submitted(at=clock.now() - timedelta(days=2)))
    await hear_together(db, permohonan_submitted(at=clock.now() - timedelta(days=30)))
    status, found = await ask("34.02", "supervisor", "34.02")
    assert status == 200
    waits, done = found["menunggu"], found["selesai"]
    assert (waits["semua"], waits["tiga_hari"], waits["lebih"]) == (2, 1, 1)
    assert waits["lewat"] >= 1
    assert (done["jumlah"], done["disetujui"], done["hari_ini"]) == (23, 21, 21)
    assert done["median"] == pytest.approx(median([*hours, 5, 5]))
    assert [(one["nama"], one["jumlah"]) for one in found["petugas"]] == [
        (RINI.nama, 21), (GILANG.nama, 2),
    ]  # fmt: skip
    assert {(one["alasan"], one["jumlah"]) for one in found["alasan"]} == {
        ("dokumen", 2), ("lainnya", 2),
    }  # fmt: skip
    assert found["wilayah"] == []


async def test_province_and_nation_see_the_areas_below(db, ask) -> None:
    await decide(db, BANTUL, [4], RINI)
    await decide(db, SLEMAN, [6, 8], RINI)
    await decide(db, JAKARTA, [10], RINI)
    await hear_together(db, permohonan_submitted(at=clock.now() - timedelta(days=60)))
    _, province = await ask("34", "petugas_provinsi", "34")
    assert [(one["kode"], one["jumlah"], one["lewat"]) for one in province["wilayah"][:1]] == [
        ("34.02", 1, 1)
    ]
    assert len(province["wilayah"]) == 5
    assert (province["selesai"]["jumlah"], province["petugas"]) == (3, [])
    _, nation = await ask("nasional")
    assert len(nation["wilayah"]) == 38
    assert {one["kode"]: one["jumlah"] for one in nation["wilayah"] if one["jumlah"]} == {
        "34": 3, "31": 1,
    }  # fmt: skip
    assert (await ask("31"))[1]["petugas"] != []


@pytest.mark.parametrize(
    ("peran", "wilayah", "kode", "expected"),
    [
        ("supervisor", "34.02", "34.02", 200), ("supervisor", "34.02", "34.04", 403),
        ("supervisor", "34.02", "34", 403), ("petugas", "34.02", "34.02", 403),
        ("petugas_provinsi", "34", "34.04", 200), ("petugas_provinsi", "34", "nasional", 403),
        ("petugas_kementerian", "", "31.71", 404), ("petugas_kementerian", "", "99", 404),
        ("petugas_kementerian", "", "34.02.08", 404), ("petugas_kementerian", "", "x", 404),
    ],
)  # fmt: skip
async def test_who_sees_which_figures(ask, peran, wilayah, kode, expected) -> None:
    assert (await ask(kode, peran, wilayah))[0] == expected


async def test_the_page_leads_to_the_own_area_and_down(db, client, sign) -> None:
    await decide(db, BANTUL, [4], RINI, keputusan="rejected", alasan=["dokumen"])
    ministry = Browser(client, sign("petugas_kementerian", ""))
    answer = await ministry.get("/verifikasi/kinerja?hari=7")
    assert answer.headers["Location"] == "/verifikasi/kinerja/nasional?hari=7"
    await ministry.get(answer.headers["Location"])
    assert 'href="/verifikasi/kinerja/34?hari=7"' in ministry.text
    await ministry.get("/verifikasi/kinerja/34.02?hari=7")
    for words in (RINI.nama, "Dokumen pendukung kurang", "4 jam", "Wilayah di atasnya"):
        assert words in ministry.text
    boss = Browser(client, sign("kepala_dinas", "34.02", uuid4()))
    await boss.get("/verifikasi/kinerja/34.02")
    assert "Wilayah di atasnya" not in boss.text


@pytest.mark.parametrize(
    ("hours", "words"), [(0.5, "30 menit"), (5.5, "5,5 jam"), (60, "2,5 hari")]
)
def test_a_length_of_time_reads_as_people_say_it(hours, words) -> None:
    assert tampilan.lama(hours) == words
