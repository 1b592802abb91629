"""Programs of other systems: made, let in by Basic, given another secret, shut out."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from aiohttp.test_utils import TestClient, TestServer

from shared import clock
from shared.sesi.token import Verifier
from shared.web.keys import SETTINGS

FORM = {"nama": "Dasbor Uji", "tujuan": "Menampilkan rekap di dasbor", "wilayah": "34.02"}
pytestmark = pytest.mark.usefixtures("stepped")
TOKEN = "/api/v1/identity/oauth/token"
GRANT = {"grant_type": "client_credentials"}


async def made(client: Any, sign: Any) -> dict[str, str]:
    headers = {"Authorization": f"Bearer {sign('petugas_kementerian')}"}
    body = FORM | {"lingkup": ["rekap:baca"]}
    async with client.post("/api/v1/identity/klien", json=body, headers=headers) as answer:
        assert answer.status == 201
        return dict(await answer.json())


async def token(client: Any, klien: dict[str, str], **more: str) -> tuple[int, dict[str, Any]]:
    pair = f"{klien['client_id']}:{klien['client_secret']}"
    headers = {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode()}
    async with client.post(TOKEN, data=GRANT | more, headers=headers) as answer:
        return answer.status, await answer.json()


async def test_a_program_gets_a_token_for_its_area_and_reads_the_recap(
    client: Any, sign: Any, app_of: Any
) -> None:
    status, told = await token(client, await made(client, sign))
    assert (status, told["token_type"], told["scope"]) == (200, "Bearer", "rekap:baca")
    who = Verifier(client.app[SETTINGS].session_public_key).principal(told["access_token"])
    assert who is not None
    assert (who.jenis, who.peran, who.wilayah, who.lingkup) == (
        "klien", "klien", "34.02", ("rekap:baca",),
    )  # fmt: skip
    app, _ = app_of("reporting")
    headers = {"Authorization": f"Bearer {told['access_token']}"}
    async with TestClient(TestServer(app)) as reporting:
        for kode, expected in (("34.02", 200), ("34.02.15", 200), ("34.04", 403), ("34", 403)):
            async with reporting.get(f"/api/v1/reporting/rekap/{kode}", headers=headers) as answer:
                assert answer.status == expected, kode
        async with reporting.get("/rekap/34.02", headers=headers) as answer:
            assert answer.status == 403


async def test_refusals_have_the_form_of_the_rfc(client: Any, sign: Any) -> None:
    klien = await made(client, sign)
    wrong = klien | {"client_secret": "salah"}
    assert await token(client, wrong) == (401, {"error": "invalid_client"})
    assert await token(client, wrong | {"client_id": str(uuid4())}) == (
        401, {"error": "invalid_client"},
    )  # fmt: skip
    assert await token(client, klien, scope="rekap:tulis") == (400, {"error": "invalid_scope"})
    assert await token(client, klien, grant_type="password") == (
        400, {"error": "unsupported_grant_type"},
    )  # fmt: skip
    async with client.post(TOKEN, data=GRANT, headers={"Authorization": "Basic x"}) as answer:
        assert answer.status == 401
        assert answer.headers["WWW-Authenticate"].startswith("Basic")


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ("", "invalid_request"), ("scope=rekap%3Abaca", "invalid_request"),
        ("grant_type=client_credentials&grant_type=password", "invalid_request"),
        ("grant_type=client_credentials&client_secret=x", "invalid_request"),
        ("grant_type=authorization_code", "unsupported_grant_type"),
        ("grant_type=client_credentials&scope=rekap%3Abaca+akun%3Abaca", "invalid_scope"),
    ],
)  # fmt: skip
async def test_what_is_not_asked_rightly_is_answered_by_its_code_and_kept_nowhere(
    client: Any, sign: Any, form: str, error: str
) -> None:
    klien = await made(client, sign)
    pair = f"{klien['client_id']}:{klien['client_secret']}"
    headers = {
        "Authorization": "Basic " + base64.b64encode(pair.encode()).decode(),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    async with client.post(TOKEN, data=form, headers=headers) as answer:
        assert (answer.status, await answer.json()) == (400, {"error": error})
        assert answer.headers["Cache-Control"] == "no-store"


async def rotated(client: Any, sign: Any, klien: dict[str, str]) -> dict[str, str]:
    headers = {"Authorization": f"Bearer {sign('petugas_kementerian')}"}
    path = f"/api/v1/identity/klien/{klien['client_id']}/rahasia"
    async with client.post(path, json={}, headers=headers) as answer:
        assert answer.status == 201
        return dict(await answer.json())


async def test_the_old_secret_lets_in_for_a_day_beside_the_new_one(
    client: Any, sign: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    klien = await made(client, sign)
    newer = await rotated(client, sign, klien)
    assert [(await token(client, each))[0] for each in (klien, newer)] == [200, 200]
    later = clock.now() + timedelta(hours=25)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert [(await token(client, each))[0] for each in (klien, newer)] == [401, 200]


async def test_of_three_secrets_the_first_is_over(client: Any, sign: Any) -> None:
    first = await made(client, sign)
    second = await rotated(client, sign, first)
    third = await rotated(client, sign, first)
    assert [(await token(client, each))[0] for each in (first, second, third)] == [401, 200, 200]


async def is_revoked(client: Any, database: Any, access_token: str) -> bool:
    who = Verifier(client.app[SETTINGS].session_public_key).principal(access_token)
    assert who is not None
    async with database.connection() as conn:
        found = await conn.fetchval("SELECT 1 FROM sesi_dicabut WHERE sid = $1", who.sid)
        told = await conn.fetchval(
            "SELECT 1 FROM outbox WHERE aggregate_id = $1 AND type = 'identity.sesi.revoked.v1'",
            who.sid,
        )
    assert found == told
    return bool(found)


async def test_a_leaked_secret_is_ended_at_once_and_its_tokens_with_it(
    client: Any, sign: Any, database: Any
) -> None:
    klien = await made(client, sign)
    _, leaked = await token(client, klien)
    newer = await rotated(client, sign, klien)
    assert not await is_revoked(client, database, leaked["access_token"])
    headers = {"Authorization": f"Bearer {sign('petugas_kementerian')}", "Accept": "text/html"}
    page = f"/klien/{klien['client_id']}"
    async with client.get(page, headers=headers) as answer:
        assert "Akhiri rahasia lama" in await answer.text()
    async with client.post(
        f"{page}/rahasia-lama", headers=headers, allow_redirects=False
    ) as answer:
        assert answer.status == 303
    assert await is_revoked(client, database, leaked["access_token"])
    assert (await token(client, klien))[0] == 401
    status, told = await token(client, newer)
    assert status == 200
    assert not await is_revoked(client, database, told["access_token"])
    async with client.delete(f"/api/v1/identity{page}/rahasia-lama", headers=headers) as answer:
        assert answer.status == 409


async def test_revoking_ends_both_secrets_and_every_token(
    client: Any, sign: Any, database: Any
) -> None:
    klien = await made(client, sign)
    newer = await rotated(client, sign, klien)
    _, told = await token(client, newer)
    headers = {"Authorization": f"Bearer {sign('petugas_kementerian')}"}
    path = f"/api/v1/identity/klien/{klien['client_id']}"
    for expected in (200, 409):
        async with client.delete(path, headers=headers) as answer:
            assert answer.status == expected
    assert [(await token(client, each))[0] for each in (klien, newer)] == [401, 401]
    assert await is_revoked(client, database, told["access_token"])
    async with database.connection() as conn:
        kept = await conn.fetchval(
            "SELECT rahasia_hash FROM klien WHERE id::text = $1", klien["client_id"]
        )
    assert newer["client_secret"].encode() not in kept


async def test_the_published_document_says_how_to_come_in(client: Any, app_of: Any) -> None:
    app, _ = app_of("reporting")
    async with (
        TestClient(TestServer(app)) as reporting,
        reporting.get("/api/v1/reporting/openapi.json") as answer,
    ):
        written = await answer.json()
    flow = written["components"]["securitySchemes"]["klien"]["flows"]["clientCredentials"]
    assert (flow["tokenUrl"], list(flow["scopes"])) == (TOKEN, ["rekap:baca"])
    asked = [
        operation["security"]
        for path, operations in written["paths"].items()
        for operation in operations.values()
        if "/rekap/" in path
    ]
    assert any({"klien": ["rekap:baca"]} in security for security in asked)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("nama", "x", "Tulis nama sistem."), ("tujuan", "", "Tulis untuk apa"),
        ("wilayah", "34.02.15.2004", "Tulis kode wilayah"), ("lingkup", "", "Pilih yang boleh"),
    ],
)  # fmt: skip
async def test_the_page_refuses_beside_the_field(
    client: Any, sign: Any, field: str, value: str, words: str
) -> None:
    headers = {"Authorization": f"Bearer {sign('petugas_kementerian')}", "Accept": "text/html"}
    form = FORM | {"lingkup": "rekap:baca", field: value}
    async with client.post("/klien", data=form, headers=headers) as answer:
        assert answer.status == 422
        assert words in await answer.text()


async def test_the_page_shows_the_secret_once(client: Any, sign: Any) -> None:
    headers = {"Authorization": f"Bearer {sign('petugas_kementerian')}", "Accept": "text/html"}
    form = FORM | {"lingkup": "rekap:baca"}
    async with client.post("/klien", data=form, headers=headers) as answer:
        assert answer.status == 201
        assert "client_secret" in await answer.text()
    async with client.get("/klien", headers=headers) as answer:
        page = await answer.text()
    assert "Dasbor Uji" in page
    assert "client_secret" not in page
    for path in ("/klien/baru", f"/klien/{(await made(client, sign))['client_id']}"):
        async with client.get(path, headers=headers) as answer:
            assert answer.status == 200
