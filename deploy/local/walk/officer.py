"""What an officer does, page by page."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass

import pyotp

from deploy.local.browser import Browser, Page
from deploy.local.walk.resident import WITHIN, expect

TASK = re.compile(r"/verifikasi/([0-9a-f-]{36})")
TOTP_SECONDS = 30


@dataclass(frozen=True)
class Account:
    """A demo account as `make run` prints it."""

    peran: str
    wilayah: str
    nama: str
    email: str
    sandi: str
    totp: str


class Officer:
    """One officer at one browser."""

    def __init__(self, browser: Browser, account: Account) -> None:
        self.browser = browser
        self.account = account

    async def log_in(self) -> None:
        """Log in at the officers' entrance; a code that was used already is waited out."""
        page = await self.browser.open("/petugas/masuk")
        page = await self.browser.submit(
            page, "/petugas/masuk", email=self.account.email, sandi=self.account.sandi
        )
        expect(page, 200, "Kode")
        code = pyotp.TOTP(self.account.totp)
        page = await self.browser.submit(page, "/petugas/kode", kode=code.now())
        if page.url.path.startswith("/petugas/kode"):
            # The next code counts already, unless somebody used that one too.
            following = code.at(int(time.time()) + TOTP_SECONDS)
            page = await self.browser.submit(page, "/petugas/kode", kode=following)
        if page.url.path.startswith("/petugas/kode"):
            await asyncio.sleep(2 * TOTP_SECONDS - time.time() % TOTP_SECONDS + 0.5)
            page = await self.browser.submit(page, "/petugas/kode", kode=code.now())
        expect(page, 200)
        if page.url.path in ("/petugas/masuk", "/petugas/kode"):
            raise AssertionError(f"{self.account.email} could not log in: {page.text[:300]}")

    async def find(self, number: str) -> str:
        """Return the path of the task with this number, once it is in the queue."""
        end = time.monotonic() + WITHIN
        while time.monotonic() < end:
            page = expect(await self.browser.open(f"/verifikasi?q={number}"), 200)
            for link in page.links:
                if (found := TASK.match(link)) and number in page.text:
                    return found.group()
            await asyncio.sleep(0.1)
        raise AssertionError(f"{number} did not come into the queue of {self.account.wilayah}")

    async def _until(self, task: str, *parts: str) -> None:
        """Wait until the owners of the cards have heard at which level the task stands."""
        end = time.monotonic() + WITHIN
        while time.monotonic() < end:
            page = await self.browser.open(task)
            if all(part in page.text for part in parts):
                return
            await asyncio.sleep(0.1)
        raise AssertionError(f"{self.account.email} does not see {parts} at {task}")

    async def claim(self, task: str, *parts: str) -> Page:
        """Claim a task and return its page, with the owners' cards in it."""
        page = expect(await self.browser.open(task), 200, *parts)
        return expect(await self.browser.submit(page, "/ambil"), 200, *parts)

    async def try_to_claim(self, task: str) -> Page:
        """Press Ambil on a task that a colleague holds; the answer must be 409."""
        page = await self.browser.open(task)
        return expect(await self.browser.submit(page, "/ambil"), 409)

    async def approve(self, page: Page) -> Page:
        """Approve: first with open checks, which is refused, then with all of them."""
        refused = await self.browser.submit(page, "/keputusan", press="approved")
        expect(refused, 422, "belum diperiksa")
        checks = dict.fromkeys(_checks(refused), "sesuai")
        return expect(
            await self.browser.submit(refused, "/keputusan", press="approved", **checks), 200
        )

    async def hand_on(self, task: str, *parts: str) -> Page:
        """Claim a task of the own level, check it and hand it on to the next level."""
        await self._until(task, *parts)
        page = await self.claim(task, *parts)
        refused = await self.browser.submit(page, "/teruskan")
        expect(refused, 422, "belum diperiksa")
        checks = dict.fromkeys(_checks(refused), "sesuai")
        return expect(await self.browser.submit(refused, "/teruskan", **checks), 200, "diteruskan")

    async def reject(self, page: Page, note: str) -> Page:
        """Reject: first without a reason, which is refused, then with one."""
        refused = await self.browser.submit(page, "/keputusan", press="rejected")
        expect(refused, 422)
        return expect(
            await self.browser.submit(
                refused, "/keputusan", press="rejected", alasan="lainnya", catatan=note
            ),
            200,
        )


def _checks(page: Page) -> list[str]:
    names = page.form("/keputusan").names
    return sorted(name for name in names if name.startswith("periksa_"))
