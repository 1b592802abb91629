"""Counting tries before they are made."""

from __future__ import annotations

from services.identity.laju import queries, rules
from services.identity.laju.rules import Limit
from shared import clock, crypto
from shared.db import Connection


async def take(conn: Connection, limit: Limit, subject: str) -> int:
    """Count one try of `subject` and return its number in the window; raises TooMany.

    The count must be committed even if the try fails: call it in a transaction that returns.
    """
    now, kunci = clock.now(), _kunci(limit, subject)
    counted = await queries.count_try(
        conn, kunci, now, limit.window, limit.free, limit.first, rules.LONGEST
    )
    if counted is None:
        held_until = await queries.find_held_until(conn, kunci)
        raise rules.too_many(held_until or now, now)
    return counted


async def take_address(conn: Connection, limit: Limit, address: str) -> None:
    """Count one try of a network; raises TooMany."""
    if rules.is_counted(address):
        await take(conn, limit, address)


async def clear(conn: Connection, *tried: tuple[Limit, str]) -> None:
    """Forget the tries of these subjects, after a right one."""
    await queries.delete_counts(conn, [_kunci(limit, subject) for limit, subject in tried])


def _kunci(limit: Limit, subject: str) -> bytes:
    return crypto.index(f"laju|{limit.name}", subject)
