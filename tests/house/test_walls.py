"""What holds for every route of every service: forged requests, caches, whose thing it is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer

from shared.policy import KLIEN, PENDUDUK
from shared.web.keys import SESSION_COOKIE
from shared.web.route import Route
from tests.house.test_policy_matrix import OWNER, PLACE, fixed, is_own, some_address
from tests.house.tree import SERVICES, routes

EXPIRED = 419
# These look for the thing among the asker's own, in their one statement.
OWN_BY_STATEMENT = {
    # Invented data, no person's.
    "/permohonan/pratinjau-formulir/{paket:[a-z0-9-]+}/{kode:[A-Za-z0-9.-]+}",
    "/akun/sesi/{sid}/keluarkan", "/akun/perangkat/{perangkat_id}/lupakan",
    "/api/v1/identity/sesi/{sid}", "/api/v1/identity/perangkat/{perangkat_id}",
    "/api/v1/identity/instansi/{kode}", "/api/v1/identity/instansi/{kode}/logo",
    "/petugas/sesi/{sid}/keluarkan", "/petugas/perangkat/{perangkat_id}/lupakan",
    "/pesan/kabar/{id:[0-9a-f-]{36}}/dibaca", "/api/v1/notifier/kabar/{id:[0-9a-f-]{36}}/dibaca",
    # The words of a message are everybody's who writes to residents; they name nobody.
    "/pesan/{pesan}", "/pesan/{pesan}/contoh", "/api/v1/notifier/naskah/{pesan}",
    "/verifikasi/_akun/{akun_id}",
    "/buku-registrasi/{tahun}", "/buku-registrasi/{tahun}/cetak",
    "/buku-registrasi/{tahun}/{nomor}", "/api/v1/verification/buku/{tahun}",
    "/api/v1/verification/buku/{tahun}/{nomor}",
}  # fmt: skip
NATION_ONLY = {"petugas_kementerian"}


def test_who_asks_for_one_thing_is_asked_whose_it_is() -> None:
    loose = [
        route.path
        for _, route in routes()
        if "{" in route.path
        and not route.allow.is_public
        and not (route.allow.owner or route.allow.area)
        and not route.allow.roles <= NATION_ONLY
    ]
    assert set(loose) <= OWN_BY_STATEMENT


@pytest.fixture(params=SERVICES)
async def doors(request: Any, app_of: Any) -> AsyncIterator[Any]:
    """The service with its own handlers; only whose and where a thing is, is answered already."""
    mine = [
        replace(fixed(route), handler=route.handler)
        for name, route in routes()
        if name == request.param and is_own(route)
    ]
    app, sign = app_of(request.param, mine)
    async with TestClient(TestServer(app), cookie_jar=aiohttp.DummyCookieJar()) as client:
        yield client, mine, sign


def cookie_of(sign: Any, route: Route) -> dict[str, str]:
    roles = route.allow.roles - {KLIEN} or {PENDUDUK}
    return {"Cookie": f"{SESSION_COOKIE}={sign(min(roles), PLACE[:5], OWNER)}"}


def bodies() -> list[dict[str, Any]]:
    form = aiohttp.FormData({"ketik": "HAPUS"})
    form.add_field("berkas", b"x", filename="a.jpg")
    return [{"data": {"ketik": "HAPUS"}}, {"data": form}, {"json": {"ketik": "HAPUS"}}, {}]


async def test_a_cookie_alone_changes_nothing(doors: Any) -> None:
    client, mine, sign = doors
    acted = []
    for route in mine:
        if route.method == "GET":
            continue
        for body in bodies():
            headers = cookie_of(sign, route)
            path = some_address(route.path)
            async with client.request(route.method, path, headers=headers, **body) as answer:
                if answer.status != EXPIRED:
                    acted.append((route.method, route.path, list(body), answer.status))
    assert acted == []


@pytest.mark.parametrize(
    "more",
    [
        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://jahat.example"}, {"Origin": "http://["},
    ],
)  # fmt: skip
async def test_another_site_changes_nothing(doors: Any, more: dict[str, str]) -> None:
    client, mine, sign = doors
    for route in mine:
        if route.method != "GET":
            headers = cookie_of(sign, route) | more
            path = some_address(route.path)
            async with client.request(route.method, path, headers=headers, data={}) as answer:
                assert answer.status == 403, route


async def test_nothing_behind_a_login_is_kept_by_a_cache(doors: Any) -> None:
    client, mine, sign = doors
    for route in mine:
        if route.method == "GET" and not route.allow.is_public:
            headers = cookie_of(sign, route) | {"Accept": "text/html"}
            async with client.get(
                some_address(route.path), headers=headers, allow_redirects=False
            ) as answer:
                kept = answer.headers["Cache-Control"]
                assert "no-store" in kept, (route.path, kept)
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert answer.headers["Referrer-Policy"] == "no-referrer"
