"""The queue, live: what a commit changes reaches the pages that show it, and no others."""

import asyncio
import html
import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
import pytest
from aiohttp.test_utils import TestClient, TestServer

from services.verification.antrean import actions
from services.verification.langsung import pages
from services.verification.langsung.denah import Pembaca
from services.verification.langsung.models import BarisKini, Denah, Kelompok, Lihat
from shared.bus.connection import Broker
from shared.bus.publisher import Publisher
from shared.bus.relay import Relay
from tests.verification import facts
from tests.verification.conftest import GILANG, RINI, hear, open_tugas

URL = re.compile(r'data-langsung="([^"]+)"')
OLD, NEW = UUID(int=1 << 80), UUID(int=1 << 120)


async def told(response: Any) -> dict[str, Any]:
    while True:
        line = await asyncio.wait_for(response.content.readline(), 15)
        if line.startswith(b"data: "):
            return orjson.loads(line[6:])


@pytest.fixture
async def site(app_of, db, migrated):
    """The service's pages as an officer of Bantul and one of Klaten, and its relay."""
    app, sign = app_of("verification")
    settings = migrated.settings("verification")
    relay = Relay(
        "verification", settings.database_url, Publisher(Broker(settings.broker_urls, "relay"))
    )
    task = asyncio.create_task(relay.run())
    async with TestClient(TestServer(app)) as client:
        yield (
            client,
            *(
                {"Authorization": f"Bearer {sign('petugas', kantor, RINI.id, RINI.nama)}"}
                for kantor in ("34.02", "33.10")
            ),
        )
    relay.stop()
    await task


async def test_an_open_page_hears_what_is_new_and_who_took_what(site, db) -> None:
    client, bantul, klaten = site
    shown = await open_tugas(db)
    page = await (await client.get("/verifikasi", headers=bantul | {"Accept": "text/html"})).text()
    url = html.unescape(URL.search(page)[1])
    async with (
        client.get(url, headers=bantul) as here,
        client.get("/verifikasi/langsung", headers=klaten) as elsewhere,
    ):
        assert here.headers["Content-Type"] == "text/event-stream"
        first = await told(here)
        assert (first["jumlah"]["semua"], first["baru"], first["baris"]) == (1, 0, {str(shown): ""})
        assert (await told(elsewhere))["jumlah"]["semua"] == 0
        await hear(db, facts.permohonan_submitted(nobukti="W00000124"))
        after = await told(here)
        assert (after["jumlah"]["permohonan"], after["baru"]) == (2, 1)
        async with db.transaction() as conn:
            await actions.claim_tugas(conn, GILANG, shown)
        assert (await told(here))["baris"] == {str(shown): "Gilang Wibowo"}
        await hear(db, facts.akun_submitted())
        assert (await told(elsewhere))["jumlah"]["akun"] == 1


async def test_a_stranger_and_a_resident_hear_nothing(site) -> None:
    client, *_ = site
    assert (await client.get("/verifikasi/langsung")).status == 401


def test_a_page_is_told_of_its_own_filter_alone() -> None:
    denah = Denah(
        [
            Kelompok("akun", None, 3, 1),
            Kelompok("akun", RINI.id, 1, 0),
            Kelompok("permohonan", GILANG.id, 2, 2),
        ],
        [(NEW, "akun"), (UUID(int=NEW.int + 1), "permohonan"), (OLD, "akun")],
    )
    rows = [BarisKini(OLD, True, RINI.id, "Rini"), BarisKini(NEW, False, None, "")]
    lihat = Lihat("akun", UUID(int=2 << 80), (OLD,))
    said = pages.keadaan_of(denah, rows, lihat, RINI)
    assert said["jumlah"] == {
        "semua": 6, "akun": 4, "permohonan": 2, "kasus": 0, "hari_ini": 3, "saya": 1,
    }  # fmt: skip
    assert (said["baru"], said["baris"]) == (1, {str(OLD): "Anda", str(NEW): None})
    assert pages.keadaan_of(denah, [], Lihat(None, None, ()), GILANG)["baru"] == 0


def test_what_the_address_says_wrongly_is_left_out() -> None:
    said = pages.lihat_of({"baris": f"x,{NEW},", "sejak": "kemarin", "jenis": "semua"})
    assert said == Lihat(None, None, (NEW,))


def test_only_the_regions_that_are_shown_are_bound() -> None:
    assert pages.keys_of([]) == set()
    assert pages.keys_of(["34.02"]) == {
        "verification.*.*.*.34.02.*.*", "verification.*.*.*.*.*.34.02",
    }  # fmt: skip
    assert "verification.*.*.*.31.*.*.*" in pages.keys_of(["31"])


async def test_many_pages_of_an_office_read_its_queue_once(db) -> None:
    await open_tugas(db)
    counting = Counting(db)
    reader = Pembaca(counting)
    together = await asyncio.gather(*(reader.latest("34.02") for _ in range(50)))
    assert (counting.times, together[0].jumlah_of(RINI.id).semua) == (1, 1)
    await open_tugas(db, nobukti="W00000124")
    again = await asyncio.gather(*(reader.latest("34.02") for _ in range(50)))
    assert (counting.times, again[0].jumlah_of(RINI.id).semua) == (2, 2)


class Counting:
    """A database that counts how often it is asked."""

    def __init__(self, db: Any) -> None:
        self.db, self.times = db, 0

    def connection(self) -> Any:
        self.times += 1
        return self.db.connection()


def test_the_moment_of_a_page_is_an_id_before_all_that_come_after() -> None:
    from services.verification.antrean.models import Saringan
    from services.verification.antrean.tampilan import langsung_of
    from shared.ids import uuid7

    url = langsung_of(Saringan(jenis="akun"), [], datetime.now(UTC))
    said = pages.lihat_of(dict(part.split("=") for part in url.split("?")[1].split("&")))
    assert said.jenis == "akun"
    assert said.sejak is not None
    assert said.sejak < uuid7()
    assert "sejak" not in langsung_of(Saringan(selesai=True), [], datetime.now(UTC))
