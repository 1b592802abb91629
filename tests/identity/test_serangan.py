"""What an attacker would try, one short test for each kind."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from services.identity.akun import registry
from services.identity.sesi import entry
from shared.db import Database
from shared.errors import Invalid, TooMany
from shared.sesi.token import Verifier
from shared.web.keys import SESSION_COOKIE, SETTINGS
from tests.house.tree import routes
from tests.identity.conftest import LOCAL_ANSWER, SANDI, Browser, Resident
from tests.identity.officers import enters

# What only a service says of its own rows; no door takes it from a body.
OURS = {
    "id", "akun_id", "petugas_id", "status", "version", "nomor", "nobukti", "decided_at",
    "decided_by", "submitted_at", "claimed_by", "kunci", "sid", "is_granted", "created_by",
}  # fmt: skip
# What is edited or sent must be what was seen: a stale version is refused, none is set by it.
AS_SEEN = {
    ("/api/v1/identity/instansi/{kode}", "version"),
    ("/api/v1/registration/draf/{permohonan_id}/kirim", "version"),
    # Whom a supervisor gives work to: an officer of his own office, else it is refused.
    ("/api/v1/verification/tugas/tugaskan", "petugas_id"),
}
INCLUDE = '<!--# include virtual="/petugas/masuk" -->'


async def logs_in(browser: Browser, email: str, **more: str) -> str:
    await browser.get("/masuk")
    return await browser.post(
        "/masuk", None, **({
            "email": email, "sandi": SANDI, "kembali": "", "captcha": LOCAL_ANSWER,
            "captcha_id": browser.field("captcha_id"),
        } | more),
    )  # fmt: skip


async def test_a_session_that_was_slipped_in_is_not_the_one_that_is_opened(
    browser: Browser, resident: Resident, sign: Any
) -> None:
    planted = sign("penduduk")
    browser.cookies[SESSION_COOKIE] = planted
    await logs_in(browser, resident.email)
    read = Verifier(browser.client.app[SETTINGS].session_public_key).principal
    mine, theirs = read(browser.cookies[SESSION_COOKIE]), read(planted)
    assert mine is not None
    assert theirs is not None
    assert (mine.id, mine.sid == theirs.sid) == (resident.id, False)


async def test_every_cookie_of_a_login_is_for_this_host_alone(
    browser: Browser, resident: Resident
) -> None:
    page = await browser.get("/masuk")
    assert page
    sent = {"email": resident.email, "sandi": SANDI, "captcha": LOCAL_ANSWER, "ingat": "1"}
    sent["captcha_id"] = browser.field("captcha_id")
    kept = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    headers = {"Cookie": kept, "Accept": "text/html"}
    sent["_csrf"] = browser.field("_csrf")
    async with browser.client.post(
        "/masuk", data=sent, headers=headers, allow_redirects=False
    ) as answer:
        cookies = answer.headers.getall("Set-Cookie")
    assert len(cookies) == 3
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
        assert "Domain" not in cookie


@pytest.mark.parametrize("kembali", ["//jahat.example", "/\t/jahat.example", "/\r\nX-A: b"])
async def test_a_login_leads_to_this_site(
    browser: Browser, database: Database, resident: Resident, kembali: str
) -> None:
    async with database.transaction() as conn:
        await conn.execute("UPDATE akun SET status = 'approved' WHERE id = $1", resident.id)
    await logs_in(browser, resident.email, kembali=kembali)
    assert (browser.status, browser.location) == (303, "/beranda")


@pytest.mark.parametrize("wrong", ["000000", "AAAAA-AAAAA"])
async def test_codes_cannot_be_tried_through(database: Database, wrong: str) -> None:
    officer = await enters(database, "petugas", "34.02")
    for _ in range(6):
        with pytest.raises(Invalid):
            await entry.log_in_officer(database, officer.id, wrong, "")
    with pytest.raises(TooMany):
        await entry.log_in_officer(database, officer.id, officer.code(), "")


def test_no_door_takes_from_a_body_what_only_the_service_says() -> None:
    taken = [
        (route.path, field)
        for _, route in routes()
        if route.body
        for field in route.body.model_fields
        if field in OURS
    ]
    assert set(taken) == AS_SEEN


async def test_what_is_typed_is_never_an_instruction_to_the_edge(browser: Browser) -> None:
    page = await logs_in(browser, INCLUDE)
    assert browser.status == 422
    assert INCLUDE not in page


async def test_the_registry_cannot_send_us_elsewhere(
    migrated: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(request.path)
        raise web.HTTPTemporaryRedirect("/meta-data")

    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", answer)
    async with TestServer(app, host="127.0.0.1") as server:
        url = str(server.make_url("")).rstrip("/")
        settings = migrated.settings("identity").model_copy(update={"registry_url": url})
        assert await registry.find_penduduk(settings, "3310051205900001") == registry.UNREACHABLE
    assert "/meta-data" not in seen
