"""The form on paper: one sheet of A4, from the browser and as PDF."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import async_playwright

from services.reporting.rekap.lembar import make_lembar
from services.reporting.rekap.lembar_pdf import to_pdf
from tests.conftest import AppOf
from tests.house.tree import ROOT
from tests.reporting.test_formulir import office, rekap

CHROMIUM = "/usr/bin/chromium"
A4 = (595, 842)


def pages(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    return max(int(found) for found in re.findall(rb"/Count (\d+)", pdf))


async def test_the_same_sheet_is_the_same_pdf() -> None:
    found = rekap("34.02", "Kabupaten Bantul")
    sheet = make_lembar(found, office("34.02"))
    first, again = [await to_pdf(sheet, found.dihitung_at) for _ in range(2)]
    assert first == again
    assert pages(first) == 1


async def test_the_nations_38_provinces_and_the_signature_share_a_page() -> None:
    found = rekap("", "Indonesia")
    many = replace(found, baris=found.baris * 19)
    assert pages(await to_pdf(make_lembar(many, office("")), found.dihitung_at)) == 1


@pytest.fixture
async def address(app_of: AppOf, counted: Any) -> AsyncIterator[tuple[str, str]]:
    """The address of reporting's pages with their style sheet, and a token for Bantul."""
    app, sign = app_of("reporting")
    async with TestServer(app) as server:
        yield str(server.make_url("")).rstrip("/"), sign("petugas", "34.02")


@pytest.mark.browser
async def test_the_print_page_fits_one_sheet_of_a4(address: tuple[str, str]) -> None:
    url, token = address
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = await browser.new_page(extra_http_headers={"Authorization": f"Bearer {token}"})
        await page.route("**/assets/*", _from_build)
        await page.goto(f"{url}/rekap/34.02/cetak")
        pdf = await page.pdf(prefer_css_page_size=True)
        await browser.close()
    assert pages(pdf) == 1
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert box
    assert tuple(round(float(side)) for side in box.groups()) == A4


async def _from_build(route: Any) -> None:
    await route.fulfill(path=ROOT / "build" / "assets" / route.request.url.rpartition("/")[2])
