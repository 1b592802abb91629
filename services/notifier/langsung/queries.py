"""Every statement on denyut, the hints that somebody has something new."""

from __future__ import annotations

from collections.abc import Collection

from shared.db import Connection

INSERT_DENYUT = "INSERT INTO denyut (kepada) SELECT DISTINCT unnest($1::text[])"


async def insert_denyut(conn: Connection, kepada: Collection[str]) -> None:
    """Hint that these have something new: an akun or officer by id, or `wilayah:<code>`."""
    await conn.execute(INSERT_DENYUT, list(kepada))


TAKE_DENYUT = """
DELETE FROM denyut WHERE nomor IN (
    SELECT nomor FROM denyut ORDER BY nomor LIMIT 2000 FOR UPDATE SKIP LOCKED
) RETURNING kepada
"""


async def take_denyut(conn: Connection) -> set[str]:
    """Take the hints out; each is told once at most."""
    return {row["kepada"] for row in await conn.fetch(TAKE_DENYUT)}
