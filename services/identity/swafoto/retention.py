"""Steady work: selfies and their objects go when they have served."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog

from services.identity.settings import IdentitySettings
from services.identity.swafoto import actions
from services.identity.swafoto.storage import LOST, store_of
from shared.db import Database
from shared.errors import Unavailable
from shared.settings import Settings

log = structlog.get_logger()

EVERY = timedelta(minutes=10)


async def forget_forever(database: Database, settings: Settings) -> None:
    """Forget every ten minutes; a lost database or store is met again next time."""
    assert isinstance(settings, IdentitySettings)
    while True:
        try:
            await forget(database, settings)
        except (Unavailable, *LOST) as lost:
            log.warning("retention.postponed", reason=type(lost).__name__)
        await asyncio.sleep(EVERY.total_seconds())


async def forget(database: Database, settings: IdentitySettings) -> None:
    """Forget all that is over by now: rows first, then objects without a row."""
    store = store_of(settings.storage_url)
    while await actions.forget_unused(database, store):
        pass
    while await actions.forget_decided(database, store, settings.swafoto_days):
        pass
    await actions.forget_strays(database, store)
