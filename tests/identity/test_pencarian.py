"""An officer finds an akun by its NIK where he may look at it, and the search is noted."""

from typing import Any
from uuid import uuid4

from services.identity.akun import queries as akun
from shared import clock
from shared.db import Database
from tests.identity.conftest import some_akun
from tests.identity.test_kartu import trail

API = "/api/v1/identity/akun/cari"
NIK = "3310054101900231"


async def submitted(database: Database) -> Any:
    async with database.transaction() as conn:
        for old in await akun.list_owners(conn, NIK, ""):
            await conn.execute("DELETE FROM akun WHERE id = $1", old)
        akun_id, _ = await some_akun(conn, nik=NIK)
        await akun.set_submitted(conn, akun_id, clock.now())
    return akun_id


async def search(client: Any, token: str, nik: str) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {token}"}
    async with client.post(API, json={"nik": nik}, headers=headers) as got:
        return got.status, await got.json()


async def test_a_search_finds_what_the_office_may_see_and_is_noted(
    client: Any, database: Database, sign: Any
) -> None:
    akun_id = await submitted(database)
    status, said = await search(client, sign("petugas", "33.10", uuid4()), "3310 0541 0190 0231")
    assert status == 200
    assert [one["akun_id"] for one in said["akun"]] == [str(akun_id)]
    assert await trail(database, akun_id) == [("cari_nik", "pemeriksaan akun")]


async def test_another_office_finds_nothing_and_nothing_is_noted(
    client: Any, database: Database, sign: Any
) -> None:
    akun_id = await submitted(database)
    assert await search(client, sign("petugas", "64.02", uuid4()), NIK) == (200, {"akun": []})
    assert await trail(database, akun_id) == []


async def test_what_is_no_nik_is_refused_and_not_repeated(client: Any, sign: Any) -> None:
    status, said = await search(client, sign("petugas", "33.10", uuid4()), "33100541019002")
    assert status == 422
    assert "nik" in said["galat"]
    assert "33100541019002" not in str(said)


async def test_who_tries_many_has_to_wait(client: Any, sign: Any) -> None:
    token = sign("petugas", "33.10", uuid4())
    found = {(await search(client, token, NIK))[0] for _ in range(62)}
    assert found == {200, 429}


async def test_the_page_is_for_officers_of_a_queue(
    client: Any, database: Database, sign: Any
) -> None:
    akun_id = await submitted(database)
    headers = {"Authorization": f"Bearer {sign('petugas', '33.10', uuid4())}"}
    async with client.post("/akun/cari", data={"nik": NIK}, headers=headers) as got:
        page = await got.text()
    assert got.status == 200
    assert f'include virtual="/verifikasi/_akun/{akun_id}"' in page
    assert NIK not in str(got.url)
    others = {"Authorization": f"Bearer {sign('camat', '33.10.05')}"}
    async with client.get("/akun/cari", headers=others) as got:
        assert got.status == 403
