"""The mail page, asked as a program: what did this address get?"""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass
from typing import Any

import aiohttp

# A letter whose sender was killed goes out when its lease of a minute is over.
WITHIN = 90.0
LINK = re.compile(r"https?://\S+/konfirmasi-email/[^\s\"<>]+")


@dataclass(frozen=True)
class Mail:
    """One e-mail as it arrived."""

    id: str
    letter: str
    """Its Message-ID: what comes again under the same one is the same letter."""
    subject: str
    text: str
    html: str


class Mailbox:
    """The mail of one address."""

    def __init__(self, mail_url: str, address: str) -> None:
        self._url = f"{mail_url}/email"
        self.address = address

    async def all(self) -> list[Mail]:
        """Return every e-mail to the address, oldest first."""
        async with aiohttp.ClientSession() as session, session.get(self._url) as response:
            found = await response.json()
        return [
            _read(mail) for mail in found if any(to["address"] == self.address for to in mail["to"])
        ]

    async def wait_for(self, subject: str, *parts: str) -> Mail:
        """Return the one letter with `subject`, once it is there, with all `parts` in its text."""
        until = time.monotonic() + WITHIN
        while not (found := [mail for mail in await self.all() if mail.subject == subject]):
            if time.monotonic() > until:
                raise AssertionError(f"no e-mail “{subject}” within {WITHIN:.0f} s")
            await asyncio.sleep(0.1)
        letters = len({mail.letter for mail in found})
        _expect(letters == 1, f"“{subject}” was written {letters} times")
        for part in parts:
            _expect(part in found[0].text, f"“{subject}” does not say: {part}")
            _expect(bool(found[0].html), f"“{subject}” has no HTML")
        return found[0]


def _read(mail: dict[str, Any]) -> Mail:
    words = mail.get("text", ""), mail.get("html", "")
    return Mail(mail["id"], mail["messageId"], mail["subject"], *words)


def link_in(mail: Mail) -> str:
    """Return the confirmation link of an e-mail."""
    found = LINK.search(mail.text)
    if found is None:
        raise AssertionError("the e-mail has no confirmation link")
    return found.group()


def _expect(right: bool, otherwise: str) -> None:
    if not right:
        raise AssertionError(otherwise)
