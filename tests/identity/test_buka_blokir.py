"""Lifting a block: by hand or by an accepted appeal, the officer shows his second factor anew."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from aiohttp.test_utils import TestClient

from services.identity.akun import queries
from services.identity.banding import actions as banding
from shared.db import Database
from tests.identity.conftest import Browser
from tests.identity.officers import enters, logs_in
from tests.identity.test_blokir import API, ROOT, blocked

Client = TestClient[Any, Any]
LIFT = {"dasar_buka": "keliru", "catatan_buka": "Surat ternyata asli."}
ACCEPT = {"jawaban": "accepted", "catatan": "Surat ternyata asli."}


async def appealed(database: Database) -> UUID:
    akun_id = await blocked(database)
    async with database.transaction() as conn:
        await banding.submit_banding(conn, akun_id, "Surat kerja itu asli, bisa ditanyakan.")
    return akun_id


async def forget_code(database: Database) -> None:
    async with database.transaction() as conn:
        await conn.execute("UPDATE sesi SET stepped_at = now() - interval '6 minutes'")


async def test_lifting_a_block_by_api_needs_the_second_factor_anew(
    client: Client, database: Database, browser: Browser
) -> None:
    gita = await enters(database, "petugas", "33.10")
    await logs_in(browser, gita)
    officer = {"Authorization": f"Bearer {browser.cookies['__Host-sesi']}"}
    for path, body in (("buka", LIFT), ("banding", ACCEPT)):
        akun_id = await appealed(database)
        await forget_code(database)
        for kode, status in (("", 422), ("000000", 422), (gita.code(), 200)):
            sent = {"json": body | {"kode": kode}, "headers": officer}
            async with client.post(f"{API}/{akun_id}/{path}", **sent) as answer:
                assert answer.status == status
                told = await answer.json()
            assert told.get("galat", {}).keys() == ({"kode"} if status == 422 else set())
        assert told["status"] == "submitted"


async def test_lifting_a_block_on_the_page_asks_the_code_beside_its_field(
    browser: Browser, database: Database
) -> None:
    gita = await enters(database, "petugas", "33.10")
    await logs_in(browser, gita)
    akun_id = await appealed(database)
    page = f"{ROOT}/{akun_id}"
    assert 'name="kode"' not in await browser.get(page)
    await forget_code(database)
    shown = await browser.get(page)
    assert 'name="kode"' in shown
    assert 'name="kode_banding"' in shown
    words = {"jawaban": "accepted", "catatan_banding": "Surat ternyata asli."}
    await browser.post(f"{page}/banding", kode_banding="", **words)
    assert browser.status == 422
    assert 'id="kode_banding-galat"' in browser.text
    assert "Surat ternyata asli." in browser.text
    await browser.post(f"{page}/buka", kode="", **LIFT)
    assert browser.status == 422
    assert 'id="kode-galat"' in browser.text
    await browser.post(f"{page}/banding", kode_banding=gita.code(), **words)
    assert browser.location == page
    async with database.connection() as conn:
        assert (await queries.get_akun(conn, akun_id)).status == "submitted"


async def test_an_appeal_is_refused_without_the_code(
    client: Client, database: Database, sign: Any
) -> None:
    akun_id = await appealed(database)
    sent = {"jawaban": "refused", "catatan": "Sudah kami periksa lagi."}
    officer = {"Authorization": f"Bearer {sign('petugas', '33.10')}"}
    async with client.post(f"{API}/{akun_id}/banding", json=sent, headers=officer) as answer:
        assert (answer.status, (await answer.json())["status"]) == (200, "blocked")
