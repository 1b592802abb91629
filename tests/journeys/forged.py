"""Officers at Chromium who are in already: their session is signed with the system's own key."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, BrowserContext

from deploy.local.system import System
from shared.ids import uuid7
from shared.web.keys import SESSION_COOKIE
from tests.faults.people import Registry, principal
from tests.journeys.eye import Eye


@asynccontextmanager
async def officer_at(
    system: System, chromium: Browser, eye: Eye, peran: str, wilayah: str, scripts: bool = True
) -> AsyncIterator[BrowserContext]:
    """Lend a browser in which somebody in this role is logged in."""
    token = Registry(system.servers).bearer(principal(peran, wilayah, uuid7(), "Petugas Uji"))
    context = await chromium.new_context(
        base_url=system.url, reduced_motion="reduce", java_script_enabled=scripts
    )
    site = system.url.replace("http:", "https:")
    await context.add_cookies(
        [{"name": SESSION_COOKIE, "value": token.removeprefix("Bearer "), "url": site}]
    )
    eye.watch(context)
    try:
        yield context
    finally:
        await context.close()
