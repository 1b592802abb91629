"""The inbox as pages and as JSON, for its owner alone."""

import re
from contextlib import asynccontextmanager

import pytest
from aiohttp.test_utils import TestClient, TestServer

from services.notifier.app import SERVICE
from shared.ids import uuid7
from tests.hearing import react
from tests.notifier import facts

API = "/api/v1/notifier/pemberitahuan"


@pytest.fixture
def visit(app_of):
    """`async with visit("penduduk", akun_id) as client:` opens the site as somebody."""

    @asynccontextmanager
    async def lend(peran=None, who=None, **cookies):
        app, sign = app_of("notifier")
        headers = {"Accept": "text/html"}
        if peran:
            headers["Authorization"] = f"Bearer {sign(peran, '34.02', who or uuid7())}"
        async with TestClient(TestServer(app), headers=headers, cookies=cookies) as client:
            yield client

    return lend


async def hear(database, *events) -> None:
    async with database.transaction() as conn:
        for event in events:
            await react(SERVICE.reactions, conn, event)


@pytest.fixture
async def akun_id(database):
    """A resident with four notices."""
    known = uuid7()
    await hear(
        database,
        facts.registered(known),
        facts.submitted(known),
        facts.rejected(known),
        facts.approved(known),
        facts.about_permohonan(facts.PermohonanRejected, known, pribadi={"alasan": "<i>RT</i>"}),
    )
    return known


async def page(client, path: str) -> str:
    response = await client.get(path)
    assert response.status == 200
    return await response.text()


async def test_the_inbox_shows_the_newest_first_with_what_the_officer_wrote(visit, akun_id) -> None:
    async with visit("penduduk", akun_id) as client:
        text = await page(client, "/pemberitahuan")
    titles = re.findall(r"<strong>([^<]+)</strong></a>", text)
    assert titles == [
        "Permohonan W00000123 ditolak",
        "Akun Anda sudah diverifikasi",
        "Data akun perlu diperbaiki",
        "Pendaftaran akun kami terima",
    ]
    assert "Alasan: &lt;i&gt;RT&lt;/i&gt;" in text
    assert "Swafoto tidak jelas." in text
    assert "Dinas Kependudukan dan Pencatatan Sipil Kabupaten Bantul" in text
    assert re.search(r"\w+, \d+ \w+ 20\d\d, \d\d\.\d\d WIB", text)


async def test_an_empty_inbox_says_what_will_come(visit) -> None:
    async with visit("penduduk") as client:
        assert "Belum ada pemberitahuan" in await page(client, "/pemberitahuan")
        assert "Belum ada pemberitahuan." in await page(client, "/pemberitahuan/_terbaru")


async def test_the_badge_counts_and_is_empty_for_everybody_else(visit, akun_id) -> None:
    async with visit("penduduk", akun_id) as client:
        badge = await page(client, "/pemberitahuan/_jumlah")
        assert ">4<" in badge
        assert badge.startswith("<span")
    for peran in ("petugas", "petugas_kementerian", None):
        async with visit(peran) as client:
            assert (await page(client, "/pemberitahuan/_jumlah")).strip() == ""


async def test_the_card_shows_three_and_leads_to_all(visit, akun_id) -> None:
    async with visit("penduduk", akun_id) as client:
        card = await page(client, "/pemberitahuan/_terbaru")
    assert card.count("<li>") == 3
    assert 'href="/pemberitahuan"' in card
    assert "<html" not in card


async def test_one_notice_is_marked_as_read(visit, akun_id) -> None:
    async with visit("penduduk", akun_id) as client:
        text = await page(client, "/pemberitahuan")
        action = re.search(r'action="(/pemberitahuan/[0-9a-f-]{36}/dibaca)"', text)[1]
        response = await client.post(action, allow_redirects=False)
        assert (response.status, response.headers["Location"]) == (303, "/pemberitahuan")
        assert ">3<" in await page(client, "/pemberitahuan/_jumlah")


async def test_reading_leads_on_within_this_site_only(visit, akun_id) -> None:
    async with visit("penduduk", akun_id) as client:
        text = await page(client, "/pemberitahuan")
        action = re.search(r'action="(/pemberitahuan/[0-9a-f-]{36}/dibaca)"', text)[1]
        for sent, led in (("/akun/status", "/akun/status"), ("//jahat.id", "/pemberitahuan")):
            response = await client.post(action, data={"lanjut": sent}, allow_redirects=False)
            assert response.headers["Location"] == led


async def test_all_are_marked_as_read(visit, akun_id) -> None:
    async with visit("penduduk", akun_id) as client:
        response = await client.post("/pemberitahuan/dibaca", allow_redirects=False)
        assert response.status == 303
        assert (await page(client, "/pemberitahuan/_jumlah")).strip() == ""
        assert "Tandai semua dibaca" not in await page(client, "/pemberitahuan")


async def test_nobody_marks_another_ones_notice(visit, akun_id, database) -> None:
    notice = await database.pool.fetchval(
        "SELECT id FROM pemberitahuan WHERE akun_id = $1 LIMIT 1", akun_id
    )
    async with visit("penduduk") as client:
        for path in (f"/pemberitahuan/{notice}/dibaca", f"{API}/{notice}/dibaca"):
            assert (await client.post(path)).status == 404
        assert (await client.post("/pemberitahuan/bukan-nomor/dibaca")).status == 404
    async with visit("petugas") as client:
        assert (await client.get("/pemberitahuan")).status == 403


async def test_who_is_not_logged_in_is_led_to_the_entrance(visit) -> None:
    async with visit() as client:
        response = await client.get("/pemberitahuan", allow_redirects=False)
        assert response.status == 303
        assert response.headers["Location"].startswith("/masuk")


async def test_older_notices_are_on_the_next_page(visit, akun_id, database) -> None:
    await hear(
        database, *(facts.about_permohonan(facts.PermohonanApproved, akun_id) for _ in range(20))
    )
    async with visit("penduduk", akun_id) as client:
        first = await page(client, "/pemberitahuan")
        link = re.search(r'rel="next" href="([^"]+)"', first)[1]
        second = await page(client, link)
        assert first.count("</strong></a>") == 20
        assert second.count("</strong></a>") == 4
        assert 'rel="next"' not in second
        for odd in ("abc", "-1", "9" * 40):
            await page(client, f"/pemberitahuan?sebelum={odd}")


async def test_the_api_says_the_same(visit, akun_id) -> None:
    async with visit("penduduk", akun_id) as client:
        listed = await (await client.get(API)).json()
        assert listed["belum_dibaca"] == 4
        newest = listed["pemberitahuan"][0]
        assert newest["judul"] == "Permohonan W00000123 ditolak"
        assert newest["is_read"] is False
        left = await (await client.post(f"{API}/{newest['id']}/dibaca")).json()
        assert left == {"belum_dibaca": 3}
        assert await (await client.get(f"{API}/jumlah")).json() == {"belum_dibaca": 3}


async def test_the_openapi_document_is_valid(visit) -> None:
    from openapi_spec_validator import validate

    async with visit() as client:
        document = await (await client.get("/api/v1/notifier/openapi.json")).json()
    validate(document)
    assert f"{API}/{{id}}/dibaca" in document["paths"]
