"""Listen to the public events of your areas, with nothing but what the Ministry gave you.

    pip install aio-pika
    ALAMAT=amqp://127.0.0.1:8182/integrator PENGGUNA=sistem-… RAHASIA=… ANTREAN=langganan.sistem-… \
        python langganan.py [2026-11-20T00:00:00+07:00]

With a time, everything since then is asked for again first; it comes into the same queue.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import aio_pika
from yarl import URL

Peristiwa = dict[str, Any]


class Langganan:
    """One subscriber: its address, user, secret and queue."""

    def __init__(self, alamat: str, pengguna: str, rahasia: str, antrean: str) -> None:
        self.url = URL(alamat).with_user(pengguna).with_password(rahasia)
        self.pengguna, self.antrean = pengguna, antrean

    async def dengarkan(self, terima: Callable[[Peristiwa], Awaitable[None]]) -> None:
        """Give each event to `terima`, forever; what it did not finish comes again.

        Events come at least once: remember the `id` of what you took. `sequence` grows with each
        fact about the same `subject`; keep the higher one.
        """
        while True:
            try:
                async with await aio_pika.connect(self.url, timeout=10) as connection:
                    channel = await connection.channel()
                    await channel.set_qos(prefetch_count=100)
                    queue = await channel.get_queue(self.antrean, ensure=False)
                    async with queue.iterator() as messages:
                        async for message in messages:
                            await terima(json.loads(message.body))
                            await message.ack()
            except (aio_pika.exceptions.AMQPError, OSError, RuntimeError) as putus:
                print(f"putus ({type(putus).__name__}), menyambung lagi", file=sys.stderr)
            await asyncio.sleep(1)

    async def minta_ulang(self, sejak: str = "", offset: int | None = None) -> None:
        """Ask for everything since a time (ISO 8601) again, of your areas and kinds.

        With an offset, from there on; each event that came again says its own in `x-offset`.
        """
        async with await aio_pika.connect(self.url, timeout=10) as connection:
            channel = await connection.channel()
            exchange = await channel.get_exchange("permintaan", ensure=False)
            asked = {"sejak": sejak} if offset is None else {"offset": offset}
            body = json.dumps(asked).encode()
            # The broker checks that this is really you.
            await exchange.publish(aio_pika.Message(body, user_id=self.pengguna), routing_key="")


async def main() -> None:
    """Print events as they come."""
    given = (os.environ[name] for name in ("ALAMAT", "PENGGUNA", "RAHASIA", "ANTREAN"))
    langganan = Langganan(*given)
    if len(sys.argv) > 1:
        await langganan.minta_ulang(sys.argv[1])

    async def terima(peristiwa: Peristiwa) -> None:
        print(peristiwa["time"], peristiwa["type"], json.dumps(peristiwa["data"]))

    await langganan.dengarkan(terima)


if __name__ == "__main__":
    asyncio.run(main())
