"""The main path by clicking, and every page under the eye."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

from deploy.local.system import System
from deploy.local.walk.officer import Account
from tests.journeys.eye import DESKTOP, HEIGHT, PHONE, Eye
from tests.journeys.levels import hand_on
from tests.journeys.officer_steps import (
    decide_akun,
    decide_permohonan,
    officer_entrance,
    recap,
)
from tests.journeys.people import new_resident, officer_of
from tests.journeys.resident_steps import (
    afterwards,
    confirm_and_wait,
    home,
    permohonan,
    public_pages,
    sign_up,
    take_back,
)

pytestmark = [pytest.mark.journey, pytest.mark.browser]

PANGGUNGHARJO = "34.02.15.2004"
LOA_IPUH = "64.02.06.1002"
Open = Callable[[int], Awaitable[Page]]


@pytest.fixture
def eye() -> Eye:
    """The eye; PICTURES names a folder for what it sees."""
    folder = os.environ.get("PICTURES", "")
    return Eye(Path(folder) if folder else None)


@pytest.fixture
async def opened(system: System, chromium: Browser, eye: Eye) -> AsyncIterator[Open]:
    """`await opened(390)` gives a page of a browser of its own, which the eye watches."""
    async with AsyncExitStack() as stack:

        async def open_page(width: int) -> Page:
            context = await chromium.new_context(
                base_url=system.url, viewport={"width": width, "height": HEIGHT},
                reduced_motion="reduce", locale="id-ID",
            )  # fmt: skip
            stack.push_async_callback(context.close)
            context.set_default_timeout(15_000)
            eye.watch(context)
            return await context.new_page()

        yield open_page


async def test_every_page_of_the_main_path_stands_up_to_the_eye(
    system: System, accounts: list[Account], opened: Open, eye: Eye
) -> None:
    who = await new_resident(system, await opened(PHONE))
    klaten = officer_of(accounts, "33.10", 0, await opened(DESKTOP))
    bantul = officer_of(accounts, "34.02", 0, await opened(DESKTOP))
    captcha = system.settings.local_captcha_answer
    await public_pages(who.page, eye.look)
    await sign_up(who, captcha, eye.look)
    await confirm_and_wait(who, captcha, eye.look)
    await asyncio.gather(officer_entrance(klaten, eye.look), bantul.log_in())
    await decide_akun(klaten, who, eye.look)
    await home(who, eye.look)
    number = await permohonan(who, PANGGUNGHARJO, eye.look)
    colleague = officer_of(accounts, "34.02", 1, await opened(DESKTOP))
    await colleague.log_in()
    await hand_on(system, number, PANGGUNGHARJO)
    await decide_permohonan(bantul, colleague, number, eye.look)
    await afterwards(who, number, eye.look)
    await take_back(who, eye.look)
    await recap(officer_of(accounts, "", 0, await opened(DESKTOP)), eye.look)
    eye.check()


@pytest.mark.parametrize(("of_resident", "of_officer"), [(DESKTOP, PHONE)])
async def test_the_path_is_walked_the_other_way_round_as_well(
    system: System, accounts: list[Account], opened: Open, eye: Eye,
    of_resident: int, of_officer: int,
) -> None:  # fmt: skip
    async def pass_by(_page: Page, _name: str) -> None:
        return

    who = await new_resident(system, await opened(of_resident))
    klaten = officer_of(accounts, "33.10", 1, await opened(of_officer))
    await sign_up(who, system.settings.local_captcha_answer, pass_by)
    await confirm_and_wait(who, system.settings.local_captcha_answer, pass_by)
    await klaten.log_in()
    await decide_akun(klaten, who, pass_by)
    await home(who, pass_by)
    await permohonan(who, LOA_IPUH, pass_by)
    eye.check()
