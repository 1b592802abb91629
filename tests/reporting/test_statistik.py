"""What is published of the counters, and what edges and browsers may keep of it."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest

from services.reporting.statistik.actions import publish, publish_if_due
from services.reporting.statistik.rules import akhir_bulan_lalu
from shared import clock
from shared.db import Database
from tests.reporting.conftest import count
from tests.reporting.stays import a_stay

TODAY = clock.today_in("Asia/Jakarta")
START = akhir_bulan_lalu(TODAY) - timedelta(days=40)
DESA, KECAMATAN, TETANGGA = "34.02.15.2004", "34.02.15", "34.02.12.2001"


@pytest.fixture
async def published(empty: Database, client: Any) -> Database:
    """Bantul with 60 persons since forty days before the last month's end, and Sleman with two."""
    stays = [a_stay(DESA, START, 200, "LLLPP") for _ in range(10)]
    stays += [a_stay(TETANGGA, START, 200, "LP") for _ in range(5)]
    await count(empty, [*stays, a_stay("34.04.01.2001", START, 200, "LP")])
    async with empty.transaction() as conn:
        await publish(conn, TODAY)
    return empty


async def fetched(client: Any, path: str, **headers: str) -> Any:
    browser, _ = client
    async with browser.get(path, headers=headers, allow_redirects=False) as answer:
        return answer.status, await answer.read(), answer.headers


async def read(client: Any, kode: str) -> Any:
    browser, _ = client
    async with browser.get(f"/api/v1/reporting/statistik/{kode}") as answer:
        assert answer.status == 200
        return await answer.json()


async def test_every_level_is_the_sum_of_the_next_and_every_table_has_the_same_people(
    published: Database, client: Any
) -> None:
    nation = await read(client, "nasional")
    for kode in ("nasional", "34", "34.02"):
        found = await read(client, kode)
        assert found["per"] == str(akhir_bulan_lalu(TODAY))
        total = found["bulan"][-1]["jumlah"]
        assert sum(bagian["jumlah"] for bagian in found["bagian"]) == total
        by_dimensi: dict[str, int] = {}
        for row in found["rincian"]:
            by_dimensi[row["dimensi"]] = by_dimensi.get(row["dimensi"], 0) + row["jumlah"]
        assert set(by_dimensi.values()) == {total}
    assert abs((await read(client, "34.02"))["bulan"][-1]["jumlah"] - 60) < 5
    assert nation["bulan"][0]["jumlah"] == 0


async def test_nothing_below_five_leaves_the_house(published: Database, client: Any) -> None:
    for name in ("wilayah", "bulanan", "rincian", "arus"):
        status, body, headers = await fetched(client, f"/statistik/data/{name}.csv")
        assert status == 200
        assert headers["Content-Type"] == "text/csv; charset=utf-8"
        rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
        assert rows
        assert {int(row["jumlah"]) % 5 for row in rows} == {0}


async def test_a_month_is_published_once(published: Database, client: Any) -> None:
    before = await read(client, "34")
    await count(published, [a_stay(DESA, START, 200, "LLLLLLLLLL")])
    assert not await publish_if_due(published, TODAY)
    assert await read(client, "34") == before
    assert await publish_if_due(published, TODAY + timedelta(days=31))


async def test_figures_go_down_to_the_kecamatan_and_no_further(
    published: Database, client: Any
) -> None:
    found = await read(client, KECAMATAN)
    assert found["rincian"] == found["bagian"] == []
    for kode in (DESA, f"{DESA}-001-001", "99", "34.02.99"):
        for door in ("/statistik/", "/api/v1/reporting/statistik/"):
            status, _, _ = await fetched(client, f"{door}{kode}", Accept="text/html")
            assert status == 404


async def test_caches_keep_what_is_asked_by_nobody_in_particular(
    published: Database, client: Any
) -> None:
    for path in ("/statistik", "/statistik/34", "/statistik/data", "/statistik/data/wilayah.csv"):
        _, body, headers = await fetched(client, path)
        assert headers["Cache-Control"].startswith("public")
        assert "Set-Cookie" not in headers
        assert b"_csrf" not in body
        status, body, again = await fetched(client, path, **{"If-None-Match": headers["ETag"]})
        assert (status, body, again["ETag"]) == (304, b"", headers["ETag"])


async def test_nobody_keeps_a_page_with_a_session_or_a_choice(
    published: Database, client: Any
) -> None:
    _, sign = client
    token = sign("penduduk", "")
    for headers in ({"Cookie": f"__Host-sesi={token}"}, {"Authorization": f"Bearer {token}"}):
        _, _, found = await fetched(client, "/statistik", Accept="text/html", **headers)
        assert found["Cache-Control"] == "no-store"
    _, body, found = await fetched(client, "/statistik?lang=en", Accept="text/html")
    assert found["Cache-Control"] == "no-store"
    assert "Statistics of non-permanent residents" in body.decode()


async def test_before_the_first_publication_the_page_says_so(empty: Database, client: Any) -> None:
    status, body, headers = await fetched(client, "/statistik", Accept="text/html")
    assert status == 200
    assert "Belum ada angka yang terbit" in body.decode()
    assert headers["Cache-Control"] == "no-store"
    status, _, _ = await fetched(client, "/statistik/data/wilayah.csv")
    assert status == 404
