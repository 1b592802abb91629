"""The captcha for pages of other services: a pass for one path, for a short while, once."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from services.identity.captcha import actions
from shared import clock
from shared.sesi import lulus
from shared.sesi.token import Verifier
from tests.registration.browser import Browser

FIELDS = {"tujuan": "/cek", "kode": "7KQM-2XW9-HT4B-PZ8C"}


@pytest.fixture
async def client(app_of) -> AsyncIterator[TestClient[Any, Any]]:
    app, _ = app_of("identity")
    async with TestClient(TestServer(app)) as client:
        yield client


@pytest.fixture
def key(migrated) -> bytes:
    return migrated.settings("identity").session_public_key


@pytest.fixture
async def browser(client) -> Browser:
    browser = Browser(client, "")
    await browser.get("/lupa-sandi")
    return browser


async def new_code(database_of) -> tuple[str, str]:
    async with database_of("identity") as database, database.transaction() as conn:
        captcha = await actions.issue(conn)
        return str(captcha.id), await actions._open_code(conn, captcha.id)


async def test_the_form_goes_on_as_it_is_with_a_pass_and_a_code_passes_once(
    browser, key, database_of
) -> None:
    captcha_id, code = await new_code(database_of)
    typed = {"captcha_id": captcha_id, "captcha": code}
    answer = await browser.post("/captcha/lulus", **FIELDS, **typed)
    assert answer.status == 307
    place = URL(answer.headers["Location"])
    assert place.path == "/cek"
    assert lulus.read(place.query["lulus"], "/cek", key)
    again = await browser.post("/captcha/lulus", **FIELDS, **typed)
    assert again.headers["Location"] == "/cek?lulus="


async def test_a_wrong_code_and_a_wish_for_another_go_on_without_a_pass(
    browser, database_of
) -> None:
    captcha_id, code = await new_code(database_of)
    for typed in ({"captcha": "salah!"}, {"captcha": code, "ganti_kode": "1"}):
        answer = await browser.post("/captcha/lulus", captcha_id=captcha_id, **FIELDS, **typed)
        assert (answer.status, answer.headers["Location"]) == (307, "/cek?lulus=")


@pytest.mark.parametrize(
    "tujuan", ["https://jahat.test/cek", "//jahat.test", "/akun", "/cek/../akun", "/bukti/a", ""]
)
async def test_it_leads_nowhere_but_where_a_captcha_is_asked(browser, tujuan) -> None:
    assert (await browser.post("/captcha/lulus", tujuan=tujuan)).status == 404


async def test_a_pass_is_for_its_path_and_its_time_and_is_no_session(migrated, key) -> None:
    made = lulus.sign("/cek", migrated.settings("identity").signing_key)
    found = lulus.read(made, "/cek", key)
    assert found
    assert lulus.read(made, "/bukti/ABCDEFGHIJ", key) is None
    said, _, seal = made.rpartition(".")
    forged = f"{said}.{'B' if seal[0] == 'A' else 'A'}{seal[1:]}"
    assert lulus.read(forged, "/cek", key) is None
    assert Verifier(key).principal(made) is None
    with patch("shared.clock.now", return_value=clock.now() + timedelta(minutes=3)):
        assert lulus.read(made, "/cek", key) is None


async def test_the_fragment_has_picture_and_field_and_says_what_was_wrong(client) -> None:
    plain = await (await client.get("/captcha/_isian")).text()
    assert 'name="captcha_id"' in plain
    assert "belum cocok" not in plain
    assert "belum cocok" in await (await client.get("/captcha/_isian?galat=captcha")).text()


async def test_a_program_gets_a_pass_as_well(client, key, database_of) -> None:
    captcha_id, code = await new_code(database_of)
    tujuan = "/api/v1/registration/cek/7KQM-2XW9-HT4B-PZ8C"
    body = {"captcha_id": captcha_id, "captcha": code, "tujuan": tujuan}
    answer = await client.post("/api/v1/identity/captcha/lulus", json=body)
    assert answer.status == 201
    assert lulus.read((await answer.json())["lulus"], tujuan, key)
    assert (await client.post("/api/v1/identity/captcha/lulus", json=body)).status == 422
