"""Random tamperings of the trail, each as a superuser who has switched the triggers off."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from random import Random
from uuid import UUID, uuid4

import asyncpg

from services.identity.jejak import actions, periksa
from shared import clock
from shared.db import Connection
from shared.sesi.token import Principal

Tampering = Callable[[Connection, Random], Awaitable[None]]
TEXTS = ("asal", "peran", "wilayah", "tindakan", "alasan", "request_id")
IDS = ("petugas_id", "akun_id", "kode")
QUIET = "SET LOCAL session_replication_role = replica"


async def fill(conn: Connection, who: Principal, rows: int = 40, batches: int = 8) -> None:
    """Make a trail of some rows, sealed in some batches."""
    for batch in range(batches):
        for number in range(rows // batches):
            akun_id = UUID(int=batch * 1000 + number + 1)
            await actions.note_look(conn, who, akun_id, "33.10.05.2011", "lihat_akun")
        await actions.seal_jejak(conn)


async def _some(conn: Connection, chance: Random, table: str, column: str) -> int:
    rows = await conn.fetch(f"SELECT {column} FROM {table} ORDER BY 1")
    return int(chance.choice(rows)[0])


async def change_text(conn: Connection, chance: Random) -> None:
    """Write another text into a row."""
    row = await _some(conn, chance, "jejak", "id")
    await conn.execute(
        f"UPDATE jejak SET {chance.choice(TEXTS)} = $1 WHERE id = $2", f"x{chance.random()}", row
    )


async def change_id(conn: Connection, chance: Random) -> None:
    """Make it somebody else's row."""
    row = await _some(conn, chance, "jejak", "id")
    await conn.execute(f"UPDATE jejak SET {chance.choice(IDS)} = $1 WHERE id = $2", uuid4(), row)


async def change_time(conn: Connection, chance: Random) -> None:
    """Move a row by as little as a millisecond."""
    row = await _some(conn, chance, "jejak", "id")
    step = chance.choice(("1 millisecond", "-1 hour", "400 days"))
    await conn.execute(f"UPDATE jejak SET at = at + interval '{step}' WHERE id = $1", row)


async def remove(conn: Connection, chance: Random) -> None:
    """Remove a row."""
    await conn.execute("DELETE FROM jejak WHERE id = $1", await _some(conn, chance, "jejak", "id"))


async def remove_with_seal(conn: Connection, chance: Random) -> None:
    """Remove a row and its seal."""
    row = await _some(conn, chance, "jejak", "id")
    await conn.execute("DELETE FROM jejak WHERE id = $1", row)
    await conn.execute("DELETE FROM jejak_segel WHERE jejak_id = $1", row)


async def cut_tail(conn: Connection, chance: Random) -> None:
    """Cut off the newest rows with their seals."""
    last = await conn.fetchval("SELECT max(urutan) FROM jejak_segel") - chance.randrange(1, 6)
    await conn.execute(
        "DELETE FROM jejak WHERE id IN (SELECT jejak_id FROM jejak_segel WHERE urutan > $1)", last
    )
    await conn.execute("DELETE FROM jejak_segel WHERE urutan > $1", last)


async def insert_copy(conn: Connection, chance: Random) -> None:
    """Slip in a row that is like another, its mark too, for another person."""
    row = await _some(conn, chance, "jejak", "id")
    await conn.execute(
        "INSERT INTO jejak (kode, at, asal, petugas_id, peran, wilayah, akun_id, tindakan, alasan, "
        "request_id, tanda) SELECT gen_random_uuid(), at, asal, petugas_id, peran, wilayah, $2, "
        "tindakan, alasan, request_id, tanda FROM jejak WHERE id = $1", row, uuid4(),
    )  # fmt: skip
    if chance.random() < 0.5:
        # The sealer does its work on it as on any other.
        await actions.seal_jejak(conn)


async def swap(conn: Connection, chance: Random) -> None:
    """Swap what two rows say."""
    one, two = chance.sample([row[0] for row in await conn.fetch("SELECT id FROM jejak")], 2)
    await conn.execute(
        "UPDATE jejak AS a SET akun_id = b.akun_id FROM jejak AS b "
        "WHERE (a.id = $1 AND b.id = $2) OR (a.id = $2 AND b.id = $1)", one, two,
    )  # fmt: skip


async def forge_seal(conn: Connection, chance: Random) -> None:
    """Write another seal."""
    await conn.execute(
        "UPDATE jejak_segel SET hash = sha256(hash) WHERE urutan = $1",
        await _some(conn, chance, "jejak_segel", "urutan"),
    )


async def forge_root(conn: Connection, chance: Random) -> None:
    """Write another root, or take one away."""
    root = await _some(conn, chance, "jejak_akar", "nomor")
    if root and chance.random() < 0.5:
        await conn.execute("DELETE FROM jejak_akar WHERE nomor = $1", root)
    else:
        await conn.execute(
            "UPDATE jejak_akar SET hash = sha256(hash), jejak_id = jejak_id + 7 WHERE nomor = $1",
            root,
        )


TAMPERINGS: tuple[Tampering, ...] = (
    change_text, change_id, change_time, remove, remove_with_seal, cut_tail, insert_copy, swap,
    forge_seal, forge_root,
)  # fmt: skip


async def count_found(conn: Connection, times: int, chance: Random) -> tuple[int, list[str]]:
    """Tamper `times` times, each undone afterwards; return how many were found, and what was not.

    `conn` is a superuser's with identity's search path, on a trail that is whole.
    """
    found, missed = 0, []
    for number in range(times):
        tamper = TAMPERINGS[number % len(TAMPERINGS)]
        transaction = conn.transaction()
        await transaction.start()
        try:
            await conn.execute(QUIET)
            await tamper(conn, chance)
            if await periksa.verify(conn, clock.now()):
                found += 1
            else:
                missed.append(tamper.__name__)
        finally:
            await transaction.rollback()
    return found, missed


async def superuser(dsn: str) -> asyncpg.Connection[asyncpg.Record]:
    """Return a superuser's connection that sees identity's tables first."""
    return await asyncpg.connect(dsn, server_settings={"search_path": "identity"})
