"""The doors of a stay: pages without JavaScript, the JSON API, the officer's card of a case."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from services.registration.pemohon.models import Pemohon
from services.registration.permohonan.rules import add_months
from shared.db import Database
from tests.registration.made import NIK_AISYAH, NIK_ILHAM, make_pemohon, pengikut
from tests.registration.test_domisili import DATANG, SLEMAN, TODAY, stay_of

API = "/api/v1/registration"


@pytest.fixture
async def pid(database: Database, siti: Pemohon) -> UUID:
    async with database.transaction() as conn:
        return (await stay_of(conn, siti, pengikut()))[0]


@pytest.fixture
def bearer(sign, siti) -> dict[str, str]:
    return {"Authorization": f"Bearer {sign('penduduk', who=siti.akun_id)}"}


def officer(sign, wilayah: str = "34.02", peran: str = "petugas") -> dict[str, str]:
    return {"Authorization": f"Bearer {sign(peran, wilayah, uuid4(), 'Rini Astuti')}"}


async def test_the_api_extends_and_answers_as_of_any_day(client, bearer, pid) -> None:
    path = f"{API}/permohonan/{pid}/domisili"
    before = await (await client.get(path, headers=bearer)).json()
    assert [one["jangka_waktu"] for one in before["perpanjangan"]] == [7, 8, 9, 10, 11, 12]
    asked = {"jangka_waktu": 9}
    after = await (await client.post(f"{path}/perpanjangan", json=asked, headers=bearer)).json()
    assert after["tanggal_berakhir"] == str(add_months(DATANG, 9))
    day = add_months(DATANG, 8)
    for known_at, stays in (("", True), (before["diketahui_at"], False)):
        query = {"per": str(day)} | ({"diketahui_at": known_at} if known_at else {})
        answer = await (await client.get(path, params=query, headers=bearer)).json()
        assert {one["tinggal"] for one in answer["orang"]} == {stays}
    wrong = await client.get(path, params={"per": "kapan"}, headers=bearer)
    assert wrong.status == 422


async def test_the_api_lets_all_leave_and_refuses_a_second_time(client, bearer, pid) -> None:
    path = f"{API}/permohonan/{pid}/domisili/kepergian"
    body = {"tanggal": str(TODAY)}
    answer = await client.post(path, json=body, headers=bearer)
    assert (answer.status, (await answer.json())["status"]) == (200, "ended")
    assert (await client.post(path, json=body, headers=bearer)).status == 409
    late = body | {"orang": [str(uuid4())]}
    assert (await client.post(path, json=late, headers=bearer)).status == 409


async def test_an_officer_of_the_destination_corrects_and_no_other(client, sign, pid) -> None:
    path = f"{API}/domisili/{pid}/koreksi"
    body = {"tindakan": "cabut", "tanggal": str(TODAY), "dasar": ["hasil_lapangan"]}
    assert (await client.post(path, json=body, headers=officer(sign, "34.04"))).status == 403
    camat = officer(sign, peran="camat")
    assert (await client.post(path, json=body, headers=camat)).status == 403
    answer = await client.post(path, json=body, headers=officer(sign))
    told = await answer.json()
    assert (answer.status, told["status"]) == (200, "ended")
    assert [one["jenis"] for one in told["catatan"]] == ["opened", "revoked"]
    assert told["catatan"][1]["mengoreksi"] == 1


async def test_leaving_asks_once_more_and_keeps_what_was_typed(browser, pid) -> None:
    path = f"/permohonan/{pid}"
    assert (await browser.get(f"{path}/pergi")).status == 200
    ahead = TODAY + timedelta(days=99)
    typed = {
        "siapa": "semua", "cara": "departed", "tanggal_hari": str(ahead.day),
        "tanggal_bulan": str(ahead.month), "tanggal_tahun": str(ahead.year),
    }  # fmt: skip
    assert (await browser.post(f"{path}/pergi", **typed)).status == 422
    assert f'value="{ahead.year}"' in browser.text
    typed |= {
        "tanggal_hari": str(TODAY.day), "tanggal_bulan": str(TODAY.month),
        "tanggal_tahun": str(TODAY.year),
    }  # fmt: skip
    assert (await browser.post(f"{path}/pergi", **typed)).status == 200
    assert "Laporkan kepergian ini?" in browser.text
    await browser.follow(f"{path}/pergi", **typed, yakin="1")
    assert "Laporan pergi sudah dicatat." in browser.text
    await browser.get("/beranda")
    assert "Berakhir" in browser.text


async def test_a_stay_of_somebody_else_is_not_there(client, sign, pid) -> None:
    other = {"Authorization": f"Bearer {sign('penduduk', who=uuid4())}"}
    for place in ("perpanjang", "pergi", "tinggal"):
        answer = await client.get(f"/permohonan/{pid}/{place}", headers=other)
        assert answer.status == 404


async def test_an_office_sees_of_the_other_stay_only_office_and_number(
    client, sign, database, siti
) -> None:
    async with database.transaction() as conn:
        await stay_of(conn, siti, pengikut(NIK_ILHAM))
        other = await make_pemohon(conn, nik=NIK_AISYAH, nama="Dewi Lestari")
        await stay_of(conn, other, pengikut(NIK_ILHAM, "M. Ilham"), kode=SLEMAN)
        kasus = await conn.fetchval("SELECT id FROM kasus WHERE kode_kantor = '34.02'")
        nomor = await conn.fetchval(
            "SELECT nobukti FROM permohonan WHERE akun_id = $1", other.akun_id
        )
    path = f"/permohonan/_kasus/{kasus}"
    text = await (await client.get(path, headers=officer(sign))).text()
    for words in ("Muhammad Ilham", "Sleman", nomor):
        assert words in text
    for words in ("Dewi", "M. Ilham", "Jalan"):
        assert words not in text
    assert (await client.get(path, headers=officer(sign, "34.04"))).status == 403
    told = await (await client.get(f"{API}/kasus/{kasus}", headers=officer(sign))).json()
    assert (told["orang"], told["nomor_lain"]) == (["Muhammad Ilham"], nomor)
