"""What the pages of an office share, read once for all of them."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator

from aiohttp import web

from services.verification.antrean.tampilan import besok_of
from services.verification.langsung.models import Denah
from services.verification.langsung.queries import get_denah
from shared import clock
from shared.db import Database
from shared.web.keys import DATABASE

PAUSE = 1.0
# An office whose queue takes long to read is read less often: this part of the time at most.
REST = 20


class Pembaca:
    """Reads an office's queue for all its pages at once, and not more often than once a second."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: dict[str, asyncio.Task[Denah]] = {}
        self._not_before: dict[str, float] = defaultdict(float)

    async def latest(self, kode_kantor: str) -> Denah:
        """Return the queue as it is now or a little later; who asks meanwhile gets the same."""
        task = self._waiting.get(kode_kantor)
        if task is None:
            task = self._waiting[kode_kantor] = asyncio.create_task(self._read(kode_kantor))
        return await asyncio.shield(task)

    async def _read(self, kode_kantor: str) -> Denah:
        loop = asyncio.get_running_loop()
        await asyncio.sleep(max(0.0, self._not_before[kode_kantor] - loop.time()))
        # Who asks from here on may know of something newer than what is read now.
        del self._waiting[kode_kantor]
        began = loop.time()
        async with self._database.connection() as conn:
            denah = await get_denah(conn, kode_kantor, besok_of(clock.now(), kode_kantor))
        ended = loop.time()
        self._not_before[kode_kantor] = ended + max(PAUSE, REST * (ended - began))
        return denah


PEMBACA = web.AppKey("pembaca", Pembaca)


async def share(app: web.Application) -> AsyncIterator[None]:
    """Give the process its reader."""
    app[PEMBACA] = Pembaca(app[DATABASE])
    yield
