"""The first half of every walk: a resident whose akun the office of origin has approved."""

from __future__ import annotations

import random
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from deploy.local.browser import Browser
from deploy.local.system import System
from deploy.local.walk.__main__ import Walk
from deploy.local.walk.mailbox import Mailbox
from deploy.local.walk.officer import Account, Officer
from deploy.local.walk.person import new_person, register
from deploy.local.walk.resident import Resident


@asynccontextmanager
async def verified_walk(
    system: System, accounts: list[Account], name: str
) -> AsyncIterator[tuple[Walk, Resident]]:
    """Lend a walk over HTTP, and its resident, from where a permohonan can be handed in."""
    person = new_person(random.Random())
    await register(system.settings, person)
    email = f"{name}-{time.time_ns()}@contoh.id"
    async with AsyncExitStack() as stack:
        browsers = [
            await stack.enter_async_context(Browser(system.url)) for _ in range(1 + len(accounts))
        ]
        who = Resident(browsers[0], person, Mailbox(system.mail_url, email), email)
        officers = [Officer(*pair) for pair in zip(browsers[1:], accounts, strict=True)]
        walk = Walk(system.settings, who, officers)
        await walk._open_an_akun()
        await walk._verify_the_akun()
        yield walk, who
