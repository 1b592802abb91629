"""Forgotten, new and changed passwords; a changed address."""

from __future__ import annotations

import statistics
import time
from datetime import timedelta
from typing import Any

import pytest

from services.identity.captcha import actions as captcha
from services.identity.sandi import actions
from services.identity.sesi.models import Percobaan
from shared import clock
from shared.db import Database
from shared.errors import Conflict, Invalid, TooMany
from shared.events.identity import AkunRepeated, EmailChanged, SandiChanged, TautanRequested
from tests.identity.conftest import LOCAL_ANSWER, SANDI, Browser, Resident
from tests.identity.links import last_link, told
from tests.identity.test_masuk import logs_in
from tests.identity.test_sesi import attempt

NEW = "Perahu-Layar 88 Hijau"


async def forgets(browser: Browser, email: str) -> None:
    await browser.get("/lupa-sandi")
    await browser.post(
        "/lupa-sandi", email=email, captcha_id=browser.field("captcha_id"), captcha=LOCAL_ANSWER
    )


async def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(
    browser: Browser, new_browser: Any, resident: Resident, database: Database
) -> None:
    other = new_browser()
    await logs_in(other, resident.email)
    await forgets(browser, resident.email)
    assert browser.location == "/lupa-sandi?terkirim=1"
    path = await last_link(database, TautanRequested, resident.email)
    page = await browser.get(path)
    assert "Kata sandi baru" in page
    await browser.post(path, sandi="pendek", sandi_ulang="pendek")
    assert browser.status == 422
    await browser.post(path, sandi=NEW, sandi_ulang=NEW)
    assert browser.location == "/masuk?sandi_baru=1"
    await other.get("/akun")
    assert other.location.startswith("/masuk")
    await browser.get(path)
    assert browser.status == 410
    await logs_in(browser, resident.email, NEW)
    assert browser.location == "/akun/status"
    assert (await told(database, SandiChanged))[-1].pribadi.email == resident.email


async def test_known_and_unknown_get_the_same_page(
    browser: Browser, resident: Resident, database: Database
) -> None:
    pages = []
    for email in (resident.email, f"tidak.ada.{resident.email}"):
        await forgets(browser, email)
        pages.append((browser.status, browser.location, await browser.get(browser.location)))
    (one, two) = (page[2] for page in pages)
    assert pages[0][:2] == pages[1][:2]
    # Only the forms' masked tokens differ, as on any page.
    assert len(one) == len(two)
    latest = (await told(database, TautanRequested))[-1]
    assert (latest.pribadi.tautan, latest.pribadi.email) == ("", "")


async def test_known_and_unknown_take_the_same_time(resident: Resident, database: Database) -> None:
    taken: dict[str, list[float]] = {"known": [], "unknown": []}
    for n in range(100):
        for who, email in (("known", resident.email), ("unknown", f"x{n}@contoh.id")):
            async with database.transaction() as conn:
                code = (await captcha.issue(conn)).id
                await conn.execute("DELETE FROM laju")
            begun = time.perf_counter()
            await actions.forget_sandi(
                database, email, "loopback", code, LOCAL_ANSWER, LOCAL_ANSWER
            )
            taken[who].append(time.perf_counter() - begun)
    apart = statistics.median(taken["known"]) - statistics.median(taken["unknown"])
    assert abs(apart) <= 0.005


async def test_asking_often_mails_no_more_and_locks_nobody_out(
    resident: Resident, database: Database
) -> None:
    for _ in range(6):
        async with database.transaction() as conn:
            code = (await captcha.issue(conn)).id
        await actions.forget_sandi(
            database, resident.email, "loopback", code, LOCAL_ANSWER, LOCAL_ANSWER
        )
    mailed = [
        event
        for event in await told(database, TautanRequested)
        if event.pribadi.email == resident.email
    ]
    assert len(mailed) == 3
    # The latest link, and so each of them, still lets the owner in.
    token = mailed[0].pribadi.tautan.rsplit("/", 1)[1]
    await actions.reset_sandi(database, token, NEW, NEW)
    with pytest.raises(Conflict):
        await actions.reset_sandi(database, mailed[2].pribadi.tautan.rsplit("/", 1)[1], NEW, NEW)


async def test_a_link_is_kept_hashed_and_counts_for_an_hour(
    resident: Resident, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with database.transaction() as conn:
        await actions._send_link(conn, resident.email)
    token = (await last_link(database, TautanRequested, resident.email)).rsplit("/", 1)[1]
    async with database.connection() as conn:
        kept = await conn.fetch("SELECT token_hash FROM tautan WHERE akun_id = $1", resident.id)
    assert all(token.encode() not in row["token_hash"] for row in kept)
    later = clock.now() + timedelta(hours=1, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(Conflict):
        await actions.reset_sandi(database, token, NEW, NEW)


async def test_a_password_is_changed_with_the_old_one_and_others_are_logged_out(
    browser: Browser, new_browser: Any, resident: Resident
) -> None:
    other = new_browser()
    await logs_in(other, resident.email)
    await logs_in(browser, resident.email)
    await browser.get("/akun/sandi")
    await browser.post("/akun/sandi", sandi_lama="salah", sandi=NEW, sandi_ulang=NEW)
    assert browser.status == 422
    assert "Kata sandi sekarang salah." in browser.text
    await browser.post("/akun/sandi", sandi_lama=SANDI, sandi=SANDI, sandi_ulang=SANDI)
    assert "sama dengan yang lama" in browser.text
    await browser.post("/akun/sandi", sandi_lama=SANDI, sandi=NEW, sandi_ulang=NEW)
    assert browser.location == "/akun/sandi?tersimpan=1"
    await browser.get("/akun")
    assert browser.status == 200
    await other.get("/akun")
    assert other.status == 303


async def test_an_old_password_cannot_be_guessed_at(resident: Resident, database: Database) -> None:
    principal = (await attempt(database, resident.email, SANDI)).principal
    for _ in range(6):
        with pytest.raises(Invalid):
            await actions.change_sandi(database, principal, "tebakan", NEW, NEW)
    with pytest.raises(TooMany):
        await actions.change_sandi(database, principal, SANDI, NEW, NEW)


async def test_an_address_is_changed_by_the_link_to_the_new_one(
    browser: Browser, resident: Resident, database: Database
) -> None:
    new = f"baru.{resident.email}"
    await logs_in(browser, resident.email)
    await browser.get("/akun/email")
    await browser.post("/akun/email", email=new, sandi="salah")
    assert browser.status == 422
    await browser.post("/akun/email", email=new, sandi=SANDI)
    assert browser.location == "/akun/email?terkirim=1"
    assert resident.email in await browser.get("/akun/email")
    path = await last_link(database, TautanRequested, new)
    await browser.get(path)
    await browser.post(path)
    assert "Email sudah diganti." in browser.text
    assert new in await browser.get("/akun")
    event = (await told(database, EmailChanged))[-1]
    assert (event.pribadi.email, event.pribadi.email_lama) == (new, resident.email)
    await browser.get(path)
    assert browser.status == 410
    async with database.connection() as conn:
        stored = await conn.fetchval("SELECT email_sealed FROM akun WHERE id = $1", resident.id)
    assert new.encode() not in stored


async def test_an_address_that_is_taken_gets_no_link_and_the_same_answer(
    browser: Browser, resident: Resident, database: Database
) -> None:
    from tests.identity.conftest import some_akun

    async with database.transaction() as conn:
        _, other = await some_akun(conn)
    await logs_in(browser, resident.email)
    await browser.get("/akun/email")
    await browser.post("/akun/email", email=other.diri.email, sandi=SANDI)
    assert browser.location == "/akun/email?terkirim=1"
    links = await told(database, TautanRequested)
    assert [event for event in links if event.pribadi.email == other.diri.email] == []
    assert (await told(database, AkunRepeated))[-1].pribadi.email == other.diri.email


async def test_the_api_walks_the_same_way(
    client: Any, resident: Resident, database: Database
) -> None:
    async with database.transaction() as conn:
        code = str((await captcha.issue(conn)).id)
    asked = {"email": resident.email, "captcha_id": code, "captcha": LOCAL_ANSWER}
    async with client.post("/api/v1/identity/sandi/lupa", json=asked) as response:
        assert response.status == 202
    token = (await last_link(database, TautanRequested, resident.email)).rsplit("/", 1)[1]
    for status in (200, 409):
        body = {"token": token, "sandi": NEW}
        async with client.post("/api/v1/identity/sandi/baru", json=body) as response:
            assert response.status == status
    assert Percobaan(email="", sandi="").ingat is False
