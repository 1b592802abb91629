"""The recap before and after: everyone in a stay, by sex, at every level."""

from __future__ import annotations

import asyncio
import csv
import io
import itertools
import time
from dataclasses import dataclass

from deploy.local.browser import Browser
from deploy.local.walk.resident import WITHIN, expect
from shared.wilayah.kode import jalur_of

NATION = "nasional"


@dataclass(frozen=True)
class Count:
    """Men and women."""

    laki_laki: int
    perempuan: int

    def plus(self, laki_laki: int, perempuan: int) -> Count:
        """Return the count with some more people."""
        return Count(self.laki_laki + laki_laki, self.perempuan + perempuan)


def levels_of(desa: str) -> list[tuple[str, str]]:
    """Return each recap that lists an area of the village's path, with that area."""
    path = [NATION, *jalur_of(desa)]
    return list(itertools.pairwise(path))


async def count_of(browser: Browser, recap: str, area: str) -> Count:
    """Return an area's row in a recap's CSV."""
    async with browser.session.get(browser.origin / "rekap" / f"{recap}.csv") as got:
        text = (await got.text()).removeprefix("\ufeff")
        if got.status != 200:
            raise AssertionError(f"/rekap/{recap}.csv answered {got.status}")
    for row in csv.reader(io.StringIO(text)):
        if area in row:
            return Count(int(row[-3]), int(row[-2]))
    raise AssertionError(f"/rekap/{recap}.csv has no row for {area}")


async def counts(browser: Browser, desa: str) -> list[Count]:
    """Return the village's counts at all four levels, the nation's recap first."""
    return [await count_of(browser, recap, area) for recap, area in levels_of(desa)]


async def until_counted(browser: Browser, desa: str, expected: list[Count]) -> float:
    """Wait until every level shows the expected count; return the seconds it took."""
    start = time.monotonic()
    while (seen := await counts(browser, desa)) != expected:
        if time.monotonic() - start > WITHIN:
            raise AssertionError(f"the recap shows {seen}, not {expected}")
        await asyncio.sleep(0.1)
    return time.monotonic() - start


async def check_form(browser: Browser, kabupaten: str) -> None:
    """Open the regency's recap as page and as the official form."""
    expect(await browser.open(f"/rekap/{kabupaten}"), 200, "Jumlah", "F.4-05")
    expect(
        await browser.open(f"/rekap/{kabupaten}/cetak"), 200,
        "LAPORAN REKAPITULASI PENDUDUK NONPERMANEN", "F.4-05", "Jumlah", "NIP",
    )  # fmt: skip
