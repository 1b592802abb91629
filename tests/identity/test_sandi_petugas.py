"""An officer's forgotten and changed password, and where he is logged in."""

from __future__ import annotations

import re
import statistics
import time
from typing import Any

from services.identity.captcha import actions as captcha
from services.identity.petugas import actions as codes
from services.identity.petugas import queries as officers
from services.identity.sandi import petugas
from shared.db import Database
from shared.events.identity import SandiChanged, TautanRequested
from tests.identity.conftest import LOCAL_ANSWER, SANDI, Browser
from tests.identity.links import last_link, told
from tests.identity.officers import enters, logs_in

NEW = "Perahu-Layar 88 Hijau"


async def forgets(browser: Browser, email: str) -> None:
    await browser.get("/petugas/lupa-sandi")
    await browser.post(
        "/petugas/lupa-sandi", email=email, captcha_id=browser.field("captcha_id"),
        captcha=LOCAL_ANSWER,
    )  # fmt: skip


async def test_the_link_sets_a_new_password_and_the_second_factor_stays(
    browser: Browser, new_browser: Any, database: Database
) -> None:
    rini = await enters(database, "petugas", "34.02", "Rini Lupa")
    async with database.transaction() as conn:
        found = await officers.find_petugas(conn, rini.id)
        assert found
        recovery = await codes.new_cadangan(conn, found)
    hers = new_browser()
    await logs_in(hers, rini)
    assert "Lupa kata sandi?" in await browser.get("/petugas/masuk")
    await forgets(browser, rini.email)
    assert browser.location == "/petugas/lupa-sandi?terkirim=1"
    path = await last_link(database, TautanRequested, rini.email)
    assert path.startswith("/petugas/sandi-baru/")
    await browser.get(path)
    await browser.post(path, sandi="pendek", sandi_ulang="lain")
    assert (browser.status, 'id="sandi-galat"' in browser.text) == (422, True)
    await browser.post(path, sandi=NEW, sandi_ulang=NEW)
    assert browser.location == "/petugas/masuk?sandi_baru=1"
    await hers.get("/petugas/beranda")
    assert hers.location.startswith("/petugas/masuk")
    await browser.get(path)
    assert browser.status == 410
    event = (await told(database, SandiChanged))[-1]
    assert (event.jenis_akun, event.pribadi.email) == ("petugas", rini.email)
    # The new password alone lets nobody in; a recovery code counts as before.
    await browser.get("/petugas/masuk")
    await browser.post("/petugas/masuk", email=rini.email, sandi=NEW, kembali="")
    assert browser.location == "/petugas/kode"
    await browser.get("/petugas/beranda")
    assert browser.location.startswith("/petugas/masuk")
    await browser.get("/petugas/kode")
    await browser.post("/petugas/kode", kode=recovery[0], kembali="")
    assert browser.location == "/verifikasi"


async def test_known_unknown_and_ended_officers_get_the_same_answer(
    browser: Browser, database: Database
) -> None:
    rini = await enters(database, "petugas", "34.02")
    ended = await enters(database, "petugas", "34.02")
    async with database.transaction() as conn:
        await conn.execute("UPDATE petugas SET active = false WHERE id = $1", ended.id)
    seen = []
    for email in (rini.email, f"x.{rini.email}", ended.email):
        await forgets(browser, email)
        page = await browser.get(browser.location)
        seen.append((browser.status, browser.location, len(page)))
    assert len(set(seen)) == 1
    letters = (await told(database, TautanRequested))[-3:]
    assert [bool(each.pribadi.tautan) for each in letters] == [True, False, False]


async def test_known_and_unknown_take_the_same_time(database: Database) -> None:
    rini = await enters(database, "petugas", "34.02")
    taken: dict[str, list[float]] = {"known": [], "unknown": []}
    for n in range(40):
        for who, email in (("known", rini.email), ("unknown", f"x{n}@contoh.id")):
            async with database.transaction() as conn:
                code = (await captcha.issue(conn)).id
                await conn.execute("DELETE FROM laju")
            begun = time.perf_counter()
            await petugas.forget_sandi(
                database, email, "loopback", code, LOCAL_ANSWER, LOCAL_ANSWER
            )
            taken[who].append(time.perf_counter() - begun)
    apart = statistics.median(taken["known"]) - statistics.median(taken["unknown"])
    assert abs(apart) <= 0.005


async def test_asking_often_mails_three_and_a_wrong_captcha_none(
    browser: Browser, database: Database
) -> None:
    rini = await enters(database, "petugas", "34.02")
    await browser.get("/petugas/lupa-sandi")
    await browser.post("/petugas/lupa-sandi", email=rini.email, captcha="salah")
    assert browser.status == 422
    for _ in range(5):
        async with database.transaction() as conn:
            code = (await captcha.issue(conn)).id
        await petugas.forget_sandi(
            database, rini.email, "loopback", code, LOCAL_ANSWER, LOCAL_ANSWER
        )
    links = await told(database, TautanRequested)
    assert len([each for each in links if each.pribadi.email == rini.email]) == 3


async def test_a_password_is_changed_with_the_old_one(
    browser: Browser, new_browser: Any, database: Database
) -> None:
    rini = await enters(database, "lurah", "34.02.15.2004")
    other = new_browser()
    await logs_in(other, rini)
    await logs_in(browser, rini)
    await browser.get("/petugas/sandi")
    for lama, baru, words in (
        ("salah", NEW, "Kata sandi sekarang salah."), (SANDI, SANDI, "sama dengan yang lama"),
        (SANDI, "pendek", "paling sedikit 8"),
    ):  # fmt: skip
        await browser.post("/petugas/sandi", sandi_lama=lama, sandi=baru, sandi_ulang=baru)
        assert (browser.status, words in browser.text) == (422, True), words
    await browser.post("/petugas/sandi", sandi_lama=SANDI, sandi=NEW, sandi_ulang=NEW)
    assert browser.location == "/petugas/sandi?tersimpan=1"
    await browser.get("/petugas/beranda")
    assert browser.status == 200
    await other.get("/petugas/beranda")
    assert other.status == 303


async def test_sessions_are_listed_and_ended(
    browser: Browser, new_browser: Any, database: Database
) -> None:
    rini = await enters(database, "camat", "34.02.15")
    one, two = new_browser(), new_browser()
    for each in (one, two, browser):
        await logs_in(each, rini)
    page = await browser.get("/petugas/sesi")
    assert page.count("Perangkat ini") == 1
    assert page.count("Camat") == 3
    actions = re.findall(r'action="(/petugas/sesi/[^"]+/keluarkan)"', page)
    assert len(actions) == 2
    await browser.post(actions[0])
    assert browser.location == "/petugas/sesi"
    await browser.get("/petugas/sesi")
    await browser.post("/petugas/sesi/keluarkan-lainnya")
    for each in (one, two):
        await each.get("/petugas/beranda")
        assert each.location.startswith("/petugas/masuk")
    page = await browser.get("/petugas/sesi")
    assert "keluarkan-lainnya" not in page
    known = re.findall(r'action="(/petugas/perangkat/[^"]+/lupakan)"', page)
    assert len(known) == 3
    for each in known:
        await browser.post(each)
    assert "Belum ada perangkat yang dikenal" in await browser.get("/petugas/sesi")


async def test_the_api_walks_the_same_way(client: Any, database: Database) -> None:
    rini = await enters(database, "auditor", "")
    async with database.transaction() as conn:
        code = str((await captcha.issue(conn)).id)
    base = "/api/v1/identity/petugas/sandi"
    asked = {"email": rini.email, "captcha_id": code, "captcha": LOCAL_ANSWER}
    async with client.post(f"{base}/lupa", json=asked) as answer:
        assert answer.status == 202
    token = (await last_link(database, TautanRequested, rini.email)).rsplit("/", 1)[1]
    for status in (200, 409):
        async with client.post(f"{base}/baru", json={"token": token, "sandi": NEW}) as answer:
            assert answer.status == status
    body = {"email": rini.email, "sandi": NEW, "totp": rini.code()}
    async with client.post("/api/v1/identity/sesi/petugas", json=body) as answer:
        headers = {"Authorization": f"Bearer {(await answer.json())['token']}"}
    change = {"sandi_lama": NEW, "sandi": SANDI}
    async with client.post(base, json=change, headers=headers) as answer:
        assert answer.status == 200
