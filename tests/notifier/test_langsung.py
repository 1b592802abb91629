"""The unread count, live: from a reaction's commit through the broker to an open page."""

import asyncio

import pytest
from aiohttp.test_utils import TestClient, TestServer

from services.notifier.app import SERVICE
from services.notifier.kabar.actions import tell_office
from services.notifier.kabar.models import JenisKabar
from services.notifier.langsung.kabarkan import kabarkan
from shared.ids import uuid7
from tests.hearing import react
from tests.notifier import facts

PATH = "/pemberitahuan/langsung"


async def count(response) -> int:
    while True:
        line = await asyncio.wait_for(response.content.readline(), 15)
        if line.startswith(b"data: "):
            return int(line[6:])


@pytest.fixture
async def site(app_of, database, migrated):
    app, sign = app_of("notifier")
    task = asyncio.create_task(kabarkan(database, migrated.settings("notifier")))
    async with TestClient(TestServer(app)) as client:
        yield client, sign
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_resident_and_an_office_see_their_own_count_grow(site, database) -> None:
    client, sign = site
    akun_id = uuid7()
    async with database.transaction() as conn:
        await react(SERVICE.reactions, conn, facts.registered(akun_id))
    warga = {"Authorization": f"Bearer {sign('penduduk', who=akun_id)}"}
    petugas = {"Authorization": f"Bearer {sign('petugas', '34.02')}"}
    async with (
        client.get(PATH, headers=warga) as resident, client.get(PATH, headers=petugas) as officer,
    ):  # fmt: skip
        assert resident.headers["Content-Type"] == "text/event-stream"
        assert resident.headers["X-Accel-Buffering"] == "no"
        assert (await count(resident), await count(officer)) == (0, 0)
        async with database.transaction() as conn:
            await react(SERVICE.reactions, conn, facts.submitted(akun_id))
        assert await count(resident) == 1
        async with database.transaction() as conn:
            isian = {"nomor": "W00000123"}
            await tell_office(conn, JenisKabar.KASUS_BARU, uuid7(), 1, "34.02", isian)
        assert await count(officer) == 1
        got = await client.post("/pemberitahuan/dibaca", headers=warga, allow_redirects=False)
        assert got.status == 303
        assert await count(resident) == 0


async def test_a_stranger_hears_nothing(site) -> None:
    client, _ = site
    assert (await client.get(PATH)).status == 401


async def test_officers_news_are_for_their_role_and_area(site, database) -> None:
    client, sign = site
    async with database.transaction() as conn:
        for kode in ("34.02", "0"):
            await tell_office(conn, JenisKabar.REKAP_DITERIMA, uuid7(), 1, kode, {"periode": "X"})
    for peran, wilayah, seen in (
        ("petugas", "34.02", 1), ("petugas_kementerian", "", 1), ("petugas", "33.10", 0),
        ("auditor", "", 0),
    ):  # fmt: skip
        headers = {"Authorization": f"Bearer {sign(peran, wilayah)}"}
        news = await (await client.get("/api/v1/notifier/kabar", headers=headers)).json()
        assert len(news["kabar"]) == seen == news["belum_dibaca"], peran
        for one in news["kabar"]:
            path = f"/api/v1/notifier/kabar/{one['id']}/dibaca"
            assert await (await client.post(path, headers=headers)).json() == {"belum_dibaca": 0}
