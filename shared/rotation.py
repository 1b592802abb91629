"""Rotating the master key: every subject's key is wrapped anew, while the service goes on.

A subject key stays what it is, so nothing that it sealed is touched. Old and new wrapping both open
as long as both master keys are in MASTER_KEYS; a row that changed meanwhile is left for the next
run.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

from shared import crypto
from shared.db import Connection

BATCH = 2000
START = UUID(int=0)


@dataclass(frozen=True)
class SealedColumn:
    """A column of wrapped keys whose context is the row's own id.

    `next_rows` selects (id, kunci) with id > $1 in order, $2 at most; `replace` sets kunci of the
    ids $1 from $2 to $3 where it still is what was read.
    """

    name: str
    next_rows: str
    replace: str


@dataclass(frozen=True)
class Progress:
    """How many rows were seen and how many of them were changed."""

    seen: int
    changed: int


async def rotate_column(conn: Connection, column: SealedColumn) -> AsyncIterator[Progress]:
    """Rewrap a column batch by batch, each in a statement of its own; yield after each.

    What is under the first key already is skipped, so a run that was stopped goes on.
    """
    after, seen, changed = START, 0, 0
    next_rows, replace = column.next_rows, column.replace
    while rows := await conn.fetch(next_rows, after, BATCH):
        after = rows[-1]["id"]
        old = [row for row in rows if crypto.key_of(row["kunci"]) != crypto.master().first]
        ids = [row["id"] for row in old]
        wrapped = [crypto.rewrapped(row["kunci"], row["id"]) for row in old]
        if old:
            await conn.execute(replace, ids, [row["kunci"] for row in old], wrapped)
        seen, changed = seen + len(rows), changed + len(old)
        yield Progress(seen, changed)
