"""Forward-only migrations: each file once, in order, its sha256 kept in a ledger."""

from __future__ import annotations

import asyncio
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import asyncpg
import structlog

from shared.db import Connection

log = structlog.get_logger()

SHARED_FILES = ("bus/tables.sql", "wilayah/tables.sql", "sesi/tables.sql", "instansi/tables.sql")
LOCK = 741_852_963

CREATE_LEDGER = """
CREATE TABLE IF NOT EXISTS migrasi (
    nama text PRIMARY KEY,
    sha256 text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
)
"""
TRY_LOCK = "SELECT pg_try_advisory_lock($1, hashtext(current_schema()))"
UNLOCK = "SELECT pg_advisory_unlock($1, hashtext(current_schema()))"
LIST_APPLIED = "SELECT nama, sha256 FROM migrasi"
INSERT_APPLIED = "INSERT INTO migrasi (nama, sha256) VALUES ($1, $2)"


def sources(package: str) -> list[tuple[str, str]]:
    """Return (name, SQL) of shared's tables and of the service's own files, in order."""
    shared = files("shared")
    found = [(f"shared/{name}", shared.joinpath(name).read_text()) for name in SHARED_FILES]
    folder = Path(str(files(package))) / "migrations"
    own = sorted(folder.glob("*.sql"))
    return found + [(path.name, path.read_text()) for path in own]


async def migrate(dsn: str, package: str) -> int:
    """Apply what is missing under the migrator's role and return how many files were applied."""
    conn = await asyncpg.connect(dsn)
    try:
        await _lock(conn)
        await conn.execute(CREATE_LEDGER)
        applied = {row["nama"]: row["sha256"] for row in await conn.fetch(LIST_APPLIED)}
        count = 0
        for name, sql in sources(package):
            count += await _apply(conn, name, sql, applied)
        await conn.execute(UNLOCK, LOCK)
        return count
    finally:
        await conn.close()


async def _lock(conn: Connection) -> None:
    # Polling: a blocking lock deadlocks with CREATE INDEX CONCURRENTLY.
    while not await conn.fetchval(TRY_LOCK, LOCK):  # noqa: ASYNC110
        await asyncio.sleep(0.1)


async def _apply(conn: Connection, name: str, sql: str, applied: dict[str, str]) -> int:
    digest = sha256(sql.encode()).hexdigest()
    if name in applied:
        if applied[name] != digest:
            raise RuntimeError(f"migration {name} was changed after it was applied")
        return 0
    async with conn.transaction():
        await conn.execute(sql)
        await conn.execute(INSERT_APPLIED, name, digest)
    log.info("migration.applied", nama=name)
    return 1
