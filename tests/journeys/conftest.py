"""The whole system on ports of its own, and a Chromium; every journey must leave all alive."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright

from deploy.local.run import read_accounts
from deploy.local.settings import SERVICES, Settings
from deploy.local.system import System
from deploy.local.walk.officer import Account
from tests.journeys.eye import HEIGHT, Eye, Open
from tests.place import PORT, state, state_folder

PROCESSES = [f"{service}-{role}" for service in SERVICES for role in ("web", "worker")]


@pytest.fixture(scope="session")
async def system(request: pytest.FixtureRequest) -> AsyncIterator[System]:
    """Everything that `make run` starts, with the demo offices and officers."""
    settings = Settings(
        port=PORT + 2000,
        port_base=PORT + 2100,
        local_dir=state_folder("system"),
        environment="test",
        seed=True,
    )
    with state(settings.folder, request.session):
        async with System(settings) as running:
            yield running


@pytest.fixture(scope="session")
def accounts(system: System) -> list[Account]:
    """The demo officers as `make run` prints them."""
    return [
        Account(**{name: each[name] for name in Account.__dataclass_fields__})
        for each in read_accounts(system.settings.folder)
    ]


@pytest.fixture
def killed() -> Counter[str]:
    """The deaths that a journey means to cause, by process."""
    return Counter()


@pytest.fixture(autouse=True)
async def everybody_lives(system: System, killed: Counter[str]) -> AsyncIterator[None]:
    """After each journey every process still lives, and all parts are ready."""
    before = {name: system.keeper.deaths(name) for name in PROCESSES}
    yield
    died = {name: system.keeper.deaths(name) - before[name] for name in PROCESSES}
    assert {name: times for name, times in died.items() if times} == dict(killed)
    assert (await system.ready()).get("ready")


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """One Chromium for all journeys; each person gets a context in it."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium") or "/usr/bin/chromium",
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        yield browser
        await browser.close()


@pytest.fixture
def eye() -> Eye:
    """The eye; PICTURES names a folder for what it sees."""
    folder = os.environ.get("PICTURES", "")
    return Eye(Path(folder) if folder else None)


@pytest.fixture
async def opened(system: System, chromium: Browser, eye: Eye) -> AsyncIterator[Open]:
    """`await opened(390)` gives a page of a browser of its own; `plain=True` has no JavaScript."""
    async with AsyncExitStack() as stack:

        async def open_page(width: int, *, plain: bool = False) -> Page:
            context = await chromium.new_context(
                base_url=system.url, viewport={"width": width, "height": HEIGHT},
                reduced_motion="reduce", locale="id-ID", java_script_enabled=not plain,
            )  # fmt: skip
            stack.push_async_callback(context.close)
            context.set_default_timeout(15_000)
            eye.watch(context)
            return await context.new_page()

        yield open_page
