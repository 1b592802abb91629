"""Comparing with the ledger, month by month, for as long as the worker lives."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog

from services.reporting.pencocokan import queries
from shared.db import Database
from shared.errors import Unavailable
from shared.settings import Settings

log = structlog.get_logger()

EVERY = timedelta(seconds=15)


async def compare_forever(database: Database, settings: Settings) -> None:
    """Compare every quarter of a minute; a lost database is met again next time."""
    while True:
        try:
            await compare_all(database)
        except Unavailable:
            log.warning("pencocokan.postponed")
        await asyncio.sleep(EVERY.total_seconds())


async def compare_all(database: Database) -> int:
    """Compare every month that the ledger told of, each in its own transaction; return how many."""
    async with database.connection() as conn:
        months = await queries.list_bulan(conn)
    for bulan in months:
        async with database.transaction() as conn:
            await queries.compare(conn, bulan)
    return len(months)
