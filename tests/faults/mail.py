"""What the mail sink got, held against what the notifier says it sent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import asyncpg

MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([0-9a-f-]{36})@", re.IGNORECASE | re.MULTILINE)
HEAD = 4096
SENT = "SELECT id::text FROM notifier.surat WHERE state = 'sent'"
# After each of them a worker that dies may leave a letter that was handed over and not noted.
POINTS = ("surat.before_send", "surat.after_send", "surat.after_note")


def arrived(folder: Path) -> Counter[str]:
    """Return how often each letter arrived, by its Message-ID."""
    found: Counter[str] = Counter()
    for path in folder.glob("*.eml"):
        with path.open("rb") as letter:
            if match := MESSAGE_ID.search(letter.read(HEAD)):
                found[match.group(1).decode()] += 1
    return found


async def compared(conn: asyncpg.Connection, folder: Path) -> tuple[int, int]:
    """Return how many letters were lost, and how many arrived more than once too often."""
    sent = [row["id"] for row in await conn.fetch(SENT)]
    got = arrived(folder)
    lost = sum(1 for each in sent if not got[each])
    return lost, sum(count - 1 for count in got.values())


def kills_at_sending(killed: Iterable[str]) -> int:
    """Return how many kills were at a point of sending."""
    return sum(1 for each in killed if each.partition("@")[2] in POINTS)
