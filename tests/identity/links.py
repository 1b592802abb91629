"""What was told of links: the mail that identity has sent, read from its outbox."""

from __future__ import annotations

from typing import Any

from shared.db import Database
from shared.events import envelope
from shared.events.identity import EVENTS


async def told(database: Database, kind: type[Any]) -> list[Any]:
    """Return the events of a kind, opened, the latest last."""
    known = {each.type_name(): each for each in EVENTS}
    async with database.connection() as conn:
        rows = await conn.fetch(
            "SELECT body, sealed FROM outbox WHERE type = $1 ORDER BY id", kind.type_name()
        )
    return [envelope.from_message(row["sealed"] or row["body"], known).event for row in rows]


async def last_link(database: Database, kind: type[Any], email: str) -> str:
    """Return the path that was mailed to an address last."""
    paths = [e.pribadi.tautan for e in await told(database, kind) if e.pribadi.email == email]
    return str(paths[-1])
