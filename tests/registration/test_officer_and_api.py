"""The officer's card, and the JSON door."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from shared import clock
from tests.registration.made import (
    BANTUL,
    NIK_AISYAH,
    NIK_ILHAM,
    NIK_SITI,
    decided,
    hear,
    pengikut,
    submit,
)

API = "/api/v1/registration/permohonan"


@pytest.fixture
def bearer(sign, siti) -> dict[str, str]:
    return {"Authorization": f"Bearer {sign('penduduk', who=siti.akun_id)}"}


def whole(**other: Any) -> dict[str, Any]:
    return {
        "keperluan": "pendidikan",
        "tanggal_datang": str(clock.today_in("Asia/Jakarta") - timedelta(days=1)),
        "jangka_waktu": 12, "alamat": "Jalan Melati 2", "rt": "1", "rw": "2",
        "kode_wilayah": BANTUL, "pengikut": [{"nik": NIK_ILHAM, "nama": "Muhammad Ilham"}],
    } | other  # fmt: skip


def officer(sign, wilayah: str, peran: str = "petugas") -> dict[str, str]:
    return {"Authorization": f"Bearer {sign(peran, wilayah, uuid4(), 'Rini Astuti')}"}


async def test_an_officer_of_the_destination_sees_the_card_and_the_look_is_noted(
    client, sign, siti, database
) -> None:
    async with database.transaction() as conn:
        sent = await submit(conn, siti, pengikut())
    path = f"/permohonan/_kartu/{sent.permohonan_id}"
    answer = await client.get(path, headers=officer(sign, "34.02"))
    text = await answer.text()
    assert answer.status == 200
    for words in (sent.nobukti, "Jalan Mawar 5, RT 003 RW 001", "Muhammad Ilham", "Bekerja"):
        assert words in text
    assert "3310 0517 0388 0002" in text
    async with database.connection() as conn:
        look = await conn.fetchrow("SELECT * FROM jejak_lihat")
    assert (look["permohonan_id"], look["akun_id"]) == (sent.permohonan_id, siti.akun_id)
    assert (look["nama_petugas"], look["peran"], look["wilayah"]) == (
        "Rini Astuti", "petugas", "34.02",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wilayah", "peran", "status"),
    [
        ("34", "petugas_provinsi", 200),
        ("", "petugas_kementerian", 200),
        ("34.04", "petugas", 403),
        ("33.10", "petugas", 403),
        ("", "penduduk", 403),
    ],
)
async def test_who_may_see_the_card(client, sign, siti, database, wilayah, peran, status) -> None:
    async with database.transaction() as conn:
        sent = await submit(conn, siti)
    for path in (f"/permohonan/_kartu/{sent.permohonan_id}", f"{API}/{sent.permohonan_id}/kartu"):
        answer = await client.get(path, headers=officer(sign, wilayah, peran))
        assert answer.status == status
    async with database.connection() as conn:
        looks = await conn.fetchval("SELECT count(*) FROM jejak_lihat")
    assert looks == (2 if status == 200 else 0)


async def test_a_card_of_nothing_is_not_found(client, sign) -> None:
    for wrong in (str(uuid4()), "bukan-id"):
        answer = await client.get(f"/permohonan/_kartu/{wrong}", headers=officer(sign, "34.02"))
        assert answer.status == 404


async def test_a_permohonan_is_sent_at_once_and_read_back(client, bearer) -> None:
    key = bearer | {"Idempotency-Key": str(uuid4())}
    answers = [await client.post(API, json=whole(), headers=key) for _ in range(2)]
    assert [answer.status for answer in answers] == [201, 201]
    first, again = [await answer.json() for answer in answers]
    assert first == again
    assert first["status"] == "submitted"
    listed = await (await client.get(API, headers=bearer)).json()
    assert [one["nobukti"] for one in listed["permohonan"]] == [first["nobukti"]]
    one = await (await client.get(f"{API}/{first['permohonan_id']}", headers=bearer)).json()
    assert one["wilayah"] == "Panggungharjo, Sewon, Kabupaten Bantul"
    assert (one["alamat"], one["rt"], one["jumlah_orang"]) == ("Jalan Melati 2", "001", 2)
    assert one["pengikut"][0]["tanggal_lahir"] == "1988-03-17"


async def test_a_key_with_another_body_is_a_conflict(client, bearer) -> None:
    key = bearer | {"Idempotency-Key": str(uuid4())}
    assert (await client.post(API, json=whole(), headers=key)).status == 201
    assert (await client.post(API, json=whole(rt="9"), headers=key)).status == 409


async def test_a_repeat_is_answered_even_when_it_would_now_be_refused(
    client, bearer, database
) -> None:
    key = bearer | {"Idempotency-Key": str(uuid4())}
    first = await (await client.post(API, json=whole(), headers=key)).json()
    async with database.transaction() as conn:
        await conn.execute("UPDATE pemohon SET kode_wilayah_asal = '34.02.01.2001'")
    again = await client.post(API, json=whole(), headers=key)
    assert await again.json() == first
    fresh = await client.post(API, json=whole(), headers=bearer | {"Idempotency-Key": str(uuid4())})
    assert fresh.status == 422


async def test_all_that_is_wrong_is_said_at_once(client, bearer) -> None:
    key = bearer | {"Idempotency-Key": str(uuid4())}
    body = whole(
        keperluan="x", jangka_waktu=13, kode_wilayah="33.10.05.2009",
        pengikut=[{"nik": "12", "nama": "Ilham"}],
    )  # fmt: skip
    answer = await client.post(API, json=body, headers=key)
    assert answer.status == 422
    wrong = (await answer.json())["galat"]
    assert set(wrong) == {"keperluan", "jangka_waktu", "kode_wilayah", "pengikut.0.nik"}
    for members in ([NIK_SITI], [NIK_AISYAH, NIK_AISYAH]):
        body = whole(pengikut=[{"nik": nik, "nama": "Orang"} for nik in members])
        assert (await client.post(API, json=body, headers=key)).status == 422


@pytest.mark.parametrize("key", [None, "pendek", "x" * 101])
async def test_a_key_is_needed(client, bearer, key) -> None:
    headers = bearer | ({"Idempotency-Key": key} if key else {})
    answer = await client.post(API, json=whole(), headers=headers)
    assert answer.status == 422
    assert set((await answer.json())["galat"]) == {"Idempotency-Key"}


async def test_cancelling_by_api_is_refused_once_decided(client, bearer, siti, database) -> None:
    async with database.transaction() as conn:
        one, two = await submit(conn, siti), await submit(conn, siti)
        await hear(conn, decided(two.permohonan_id))
    done = await client.post(f"{API}/{one.permohonan_id}/batal", headers=bearer)
    assert (await done.json())["status"] == "cancelled"
    late = await client.post(f"{API}/{two.permohonan_id}/batal", headers=bearer)
    assert late.status == 409
    gone = await client.post(f"{API}/{uuid4()}/batal", headers=bearer)
    assert gone.status == 404


async def test_an_akun_that_is_not_verified_hands_nothing_in(client, sign) -> None:
    headers = {
        "Authorization": f"Bearer {sign('penduduk', who=uuid4())}",
        "Idempotency-Key": str(uuid4()),
    }
    assert (await client.post(API, json=whole(), headers=headers)).status == 409


async def test_the_api_describes_itself(client) -> None:
    document = await (await client.get("/api/v1/registration/openapi.json")).json()
    assert {API, f"{API}/{{permohonan_id}}", f"{API}/{{permohonan_id}}/kartu"} <= set(
        document["paths"]
    )
