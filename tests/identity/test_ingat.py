"""Ingat saya: a browser that logs in by itself, and what a copied token ends."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from services.identity.sesi import ingat
from services.identity.sesi.cookies import INGAT
from shared import clock
from shared.db import Database
from shared.events.identity import IngatStolen
from shared.web.keys import SESSION_COOKIE
from tests.identity.conftest import LOCAL_ANSWER, SANDI, Browser, Resident
from tests.identity.links import told
from tests.identity.test_sesi import attempt


async def logs_in_remembered(browser: Browser, email: str) -> None:
    await browser.get("/masuk")
    assert "perangkat bersama" in browser.text
    await browser.post(
        "/masuk", email=email, sandi=SANDI, kembali="", ingat="ya",
        captcha_id=browser.field("captcha_id"), captcha=LOCAL_ANSWER,
    )  # fmt: skip
    assert browser.location == "/akun/status"


async def test_a_remembered_browser_goes_on_in_with_a_new_token(
    browser: Browser, resident: Resident
) -> None:
    await logs_in_remembered(browser, resident.email)
    first = browser.cookies[INGAT]
    del browser.cookies[SESSION_COOKIE]
    await browser.get("/akun")
    assert browser.location.startswith("/masuk?kembali=")
    await browser.get(browser.location)
    assert browser.location == "/akun/status"
    assert browser.cookies[INGAT] != first
    assert "Masuk otomatis" in await browser.get("/akun/sesi")


async def test_without_the_tick_nothing_is_remembered(
    database: Database, resident: Resident
) -> None:
    assert (await attempt(database, resident.email, SANDI)).ingat == ""


async def test_a_copied_token_ends_every_session(
    browser: Browser, new_browser: Any, resident: Resident, database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    await logs_in_remembered(browser, resident.email)
    stolen = browser.cookies[INGAT]
    del browser.cookies[SESSION_COOKIE]
    await browser.get("/masuk")
    assert browser.location == "/akun/status"
    later = clock.now() + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    thief = new_browser()
    thief.cookies[INGAT] = stolen
    page = await thief.get("/masuk")
    assert thief.status == 200
    assert "dipakai di dua tempat" in page
    assert INGAT not in thief.cookies
    await browser.get("/akun")
    assert browser.location.startswith("/masuk")
    await browser.get("/masuk")
    assert browser.status == 200
    stolen_from = [e.akun_id for e in await told(database, IngatStolen)]
    assert stolen_from.count(resident.id) == 1


async def test_two_tabs_at_once_are_no_theft(database: Database, resident: Resident) -> None:
    token = (await attempt(database, resident.email, SANDI, ingat=True)).ingat
    async with database.transaction() as conn:
        first = await ingat.recall(conn, token, "Uji")
        second = await ingat.recall(conn, token, "Uji")
    assert first.principal
    assert second.principal
    assert (bool(first.token), second.token, second.is_stolen) == (True, "", False)


async def test_a_token_counts_for_thirty_days(
    database: Database, resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = (await attempt(database, resident.email, SANDI, ingat=True)).ingat
    later = clock.now() + timedelta(days=30, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    async with database.transaction() as conn:
        assert await ingat.recall(conn, token, "Uji") == ingat.Recalled()
        assert await ingat.recall(conn, "omong-kosong", "Uji") == ingat.Recalled()


async def test_logging_out_forgets_the_browser(browser: Browser, resident: Resident) -> None:
    await logs_in_remembered(browser, resident.email)
    token = browser.cookies[INGAT]
    await browser.get("/akun")
    await browser.post("/keluar")
    assert INGAT not in browser.cookies
    browser.cookies[INGAT] = token
    await browser.get("/masuk")
    assert browser.status == 200


async def test_a_known_browser_is_forgotten_and_asked_for_the_captcha_again(
    browser: Browser, resident: Resident, database: Database
) -> None:
    await logs_in_remembered(browser, resident.email)
    page = await browser.get("/akun/sesi")
    found = re.search(r'action="(/akun/perangkat/[^"]+/lupakan)"', page)
    assert found
    await browser.post(found.group(1))
    assert "Belum ada perangkat" in await browser.get("/akun/sesi")
    async with database.connection() as conn:
        left = await conn.fetchval("SELECT count(*) FROM ingat WHERE subjek_id = $1", resident.id)
    assert left == 0


async def test_the_api_recalls_lists_and_ends_sessions(
    client: Any, resident: Resident, database: Database
) -> None:
    body = {"ingat": "omong-kosong"}
    async with client.post("/api/v1/identity/sesi/ingat", json=body) as response:
        assert response.status == 401
    first = await attempt(database, resident.email, SANDI, ingat=True)
    async with client.post("/api/v1/identity/sesi/ingat", json={"ingat": first.ingat}) as response:
        token = (await response.json())["token"]
    headers = {"Authorization": f"Bearer {token}"}
    async with client.get("/api/v1/identity/sesi", headers=headers) as response:
        mine = await response.json()
    assert [each["ini"] for each in mine["sesi"]].count(True) == 1
    assert [each["diingat"] for each in mine["perangkat"]] == [True]
    path = f"/api/v1/identity/sesi/{first.principal.sid}"
    for status in (200, 404):
        async with client.delete(path, headers=headers) as response:
            assert response.status == status
