"""An akun is not valid, corrected, blocked and free again; with and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from deploy.local.system import System
from deploy.local.walk.officer import Account
from tests.journeys import akun_steps, kantor_steps
from tests.journeys.eye import DESKTOP, PHONE, Eye, Look, Open
from tests.journeys.people import at_desk, new_resident, until

pytestmark = [pytest.mark.journey, pytest.mark.browser]


@pytest.mark.parametrize("plain", [False, True], ids=["scripts", "plain"])
async def test_an_akun_is_corrected_blocked_and_free_again(
    system: System, accounts: list[Account], opened: Open, eye: Eye, *, plain: bool
) -> None:
    look: Look = _nowhere if plain else eye.look
    who = await new_resident(system, await opened(PHONE, plain=plain), scripts=not plain)
    klaten = next(each for each in accounts if (each.peran, each.wilayah) == ("petugas", "33.10"))
    officer = await at_desk(system, await opened(DESKTOP, plain=plain), klaten)
    await akun_steps.sign_up(system, who, look)
    number = await akun_steps.wait_for_the_office(system, who, look)
    if plain:
        await officer.find(number)
        await officer.claim()
    else:
        await kantor_steps.compare(system, officer, number, look)
    await kantor_steps.find_not_valid(officer, number, look)
    await akun_steps.correct(who, look)
    await kantor_steps.block(officer, number, look)
    await akun_steps.appeal(who, look)
    await kantor_steps.answer(officer, number, look)
    await until(who.page, "/akun/status", "Akun menunggu pemeriksaan")
    await until(who.page, "/akun/data-saya/jejak", "Memblokir akun", "Menjawab banding")
    eye.check()


async def _nowhere(page: Page, name: str) -> None:
    """Nothing is looked at without scripts: the pages are the same."""
