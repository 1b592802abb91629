"""Permohonan as the API takes them, and the senders that hand them in."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from aiohttp import ClientSession, ClientTimeout, TCPConnector

from shared import clock
from tests.bench.plan import Bench
from tests.faults.load import REGISTRATION
from tests.faults.people import VILLAGES

VILLAGE = VILLAGES["34.02"]
PAUSE = 0.1


def body(number: int, members: int) -> dict[str, Any]:
    """Return a permohonan with so many members."""
    return {
        "keperluan": "bekerja",
        "tanggal_datang": clock.today_in("Asia/Jakarta").isoformat(),
        "jangka_waktu": 6,
        "alamat": f"Jalan Uji {number}",
        "rt": "1",
        "rw": "2",
        "kode_wilayah": VILLAGE,
        "pengikut": [
            {
                "nik": f"331005500215{1000 + (number + n) % 8999:04d}",
                "nama": f"Anak Uji {chr(65 + n)}",
            }
            for n in range(members)
        ],
    }


class Senders:
    """Hands in through the edge, with session and key, over kept connections."""

    def __init__(self, bench: Bench, client: ClientSession) -> None:
        self._bench = bench
        self._client = client
        self._run = uuid4().hex[:12]
        self._numbers: Iterator[int] = itertools.count()
        self.milliseconds: list[float] = []
        self.refused = 0

    async def one(self, members: int = 1) -> UUID:
        """Hand in one and return its id: 503 is asked again, with the same key, and counted."""
        number = next(self._numbers)
        resident = self._bench.residents[number % len(self._bench.residents)]
        headers = {"Authorization": resident.bearer, "Idempotency-Key": f"{self._run}-{number:08d}"}
        began = time.perf_counter()
        while (answer := await self._answer(body(number, members), headers)) is None:
            self.refused += 1
            await asyncio.sleep(PAUSE)
        self.milliseconds.append((time.perf_counter() - began) * 1000)
        return UUID(answer["permohonan_id"])

    async def _answer(self, sent: dict[str, Any], headers: dict[str, str]) -> Any:
        url = self._bench.system.url + REGISTRATION
        async with self._client.post(url, json=sent, headers=headers) as response:
            answer = await response.json(content_type=None)
            if response.status not in (201, 503):
                raise RuntimeError(f"refused: {response.status} {answer}")
            return answer if response.status == 201 else None

    async def many(self, count: int, clients: int) -> None:
        """Hand in `count`, so many at a time."""
        left = itertools.count()

        async def send() -> None:
            while next(left) < count:
                await self.one()

        await asyncio.gather(*(send() for _ in range(clients)))

    async def steadily(self, per_second: float, seconds: float) -> list[UUID]:
        """Hand in at a rate, whatever the answers take, and return the ids."""
        began, tasks = time.monotonic(), []
        for number in range(int(per_second * seconds)):
            await asyncio.sleep(max(0.0, began + number / per_second - time.monotonic()))
            tasks.append(asyncio.create_task(self.one()))
        return list(await asyncio.gather(*tasks))


def new_client(connections: int = 64) -> ClientSession:
    """Return a client that takes bytes as they come over the wire."""
    return ClientSession(
        timeout=ClientTimeout(total=30),
        connector=TCPConnector(limit=connections),
        auto_decompress=False,
        headers={"Accept-Encoding": "identity"},
    )
