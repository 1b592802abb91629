"""What a first visit costs on a phone with a small data plan."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession
from playwright.async_api import Browser, BrowserContext, CDPSession

from deploy.local.system import System
from shared.web.middlewares import HEADERS
from tests.faults.people import Registry
from tests.journeys.eye import HEIGHT, PHONE
from tests.journeys.people import until

pytestmark = [pytest.mark.journey, pytest.mark.browser]

FIRST_BYTES, FIRST_REQUESTS = 45_000, 6
NEXT_BYTES, NEXT_REQUESTS = 10_000, 2


class Meter:
    """Counts what comes over the wire, headers included; what is kept costs nothing."""

    def __init__(self, session: CDPSession) -> None:
        self.bytes = 0
        self.requests = 0
        session.on("Network.loadingFinished", self._finished)

    def _finished(self, event: dict[str, Any]) -> None:
        if event["encodedDataLength"]:
            self.bytes += int(event["encodedDataLength"])
            self.requests += 1


@pytest.fixture
async def phone(system: System, chromium: Browser) -> AsyncIterator[BrowserContext]:
    """A browser that was never here."""
    context = await chromium.new_context(
        base_url=system.url, viewport={"width": PHONE, "height": HEIGHT}
    )
    yield context
    await context.close()


async def _cost(context: BrowserContext, *paths: str) -> list[tuple[int, int]]:
    page = await context.new_page()
    session = await context.new_cdp_session(page)
    await session.send("Network.enable")
    costs = []
    meter = Meter(session)
    for path in paths:
        before = meter.bytes, meter.requests
        await page.goto(path, wait_until="networkidle")
        costs.append((meter.bytes - before[0], meter.requests - before[1]))
    return costs


async def test_the_landing_page_is_light(phone: BrowserContext) -> None:
    first, following = await _cost(phone, "/", "/daftar")
    assert first[0] <= FIRST_BYTES
    assert first[1] <= FIRST_REQUESTS
    # The form brings htmx, once; the page after it brings nothing but itself.
    assert following[0] <= FIRST_BYTES - first[0] + NEXT_BYTES
    assert (await _cost(phone, "/bantuan"))[0] <= (NEXT_BYTES, NEXT_REQUESTS)


async def test_the_home_of_a_resident_is_light(
    system: System, chromium: Browser, phone: BrowserContext
) -> None:
    (resident,) = await Registry(system.servers).verified_residents(1)
    headers = {"Authorization": resident.bearer}
    other = await chromium.new_context(base_url=system.url, extra_http_headers=headers)
    await until(await other.new_page(), "/beranda", "Pendaftaran baru")
    await other.close()
    await phone.set_extra_http_headers(headers)
    first, following = await _cost(phone, "/beranda", "/permohonan")
    assert first[0] <= FIRST_BYTES
    assert first[1] <= FIRST_REQUESTS
    assert following[0] <= NEXT_BYTES
    assert following[1] <= NEXT_REQUESTS


async def test_files_and_pages_carry_the_headers(system: System) -> None:
    async with ClientSession(system.url) as client:
        async with client.get("/") as page:
            text = await page.text()
            assert {name for name in HEADERS if name not in page.headers} == set()
        path = text.split('rel="stylesheet" href="')[1].split('"')[0]
        async with client.get(path) as file:
            assert "immutable" in file.headers["Cache-Control"]
            assert "max-age" in file.headers["Strict-Transport-Security"]
            assert file.headers["X-Content-Type-Options"] == "nosniff"
            assert file.headers["Content-Encoding"] == "gzip"
