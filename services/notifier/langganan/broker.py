"""The broker's HTTP API, as far as subscribers need it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from services.notifier.langganan import rules
from services.notifier.langganan.models import Langganan
from services.notifier.peristiwa.rules import binding_keys
from shared.errors import Unavailable

VHOST = "integrator"
TIMEOUT = aiohttp.ClientTimeout(total=10)
ENOUGH = frozenset({200, 201, 204})


class BrokerApi:
    """Makes and removes a subscriber's user, rights, queue and bindings; each step can be redone.

    Raises Unavailable when the broker does not answer.
    """

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session, self._url = session, url.rstrip("/")

    async def create(self, one: Langganan, secret: str) -> None:
        """Make everything for one subscriber, the queue before the bindings."""
        user = quote(one.pengguna, safe="")
        await self.set_secret(one, secret)
        await self._ask("PUT", f"permissions/{VHOST}/{user}", rules.rights_of(one))
        await self._ask("PUT", f"topic-permissions/{VHOST}/{user}", rules.topic_right_of(one))
        for name, most in (
            ("max-connections", rules.MOST_CONNECTIONS), ("max-channels", rules.MOST_CHANNELS),
        ):  # fmt: skip
            await self._ask("PUT", f"user-limits/{user}/{name}", {"value": most})
        queue = {"durable": True, "auto_delete": False, "arguments": {"x-queue-type": "quorum"}}
        await self._ask("PUT", f"queues/{VHOST}/{one.antrean}", queue)
        for key in binding_keys(one.jenis, one.wilayah):
            path = f"bindings/{VHOST}/e/{rules.EXCHANGE}/q/{one.antrean}"
            await self._ask("POST", path, {"routing_key": key})

    async def set_secret(self, one: Langganan, secret: str) -> None:
        """Give the user this secret."""
        user = quote(one.pengguna, safe="")
        await self._ask("PUT", f"users/{user}", {"password": secret, "tags": ""})

    async def cut(self, one: Langganan) -> None:
        """Close the user's open connections: a secret is asked for only when one is opened."""
        await self._ask("DELETE", f"connections/username/{quote(one.pengguna, safe='')}", gone=True)

    async def remove(self, one: Langganan) -> None:
        """Remove the user with its rights, and the queue with its bindings."""
        await self._ask("DELETE", f"users/{quote(one.pengguna, safe='')}", gone=True)
        await self.cut(one)
        await self._ask("DELETE", f"queues/{VHOST}/{one.antrean}", gone=True)

    async def queues(self) -> dict[str, dict[str, Any]]:
        """Return the state of each queue of the vhost by name."""
        found: list[dict[str, Any]] = await self._ask("GET", f"queues/{VHOST}")
        return {str(each["name"]): each for each in found}

    async def _ask(self, method: str, path: str, body: Any = None, gone: bool = False) -> Any:
        # Encoded already: a name must not be able to leave its place in the path.
        url = URL(f"{self._url}/api/{path}", encoded=True)
        try:
            async with self._session.request(method, url, json=body) as answer:
                if answer.status == 404 and gone:
                    return None
                if answer.status not in ENOUGH:
                    raise Unavailable
                return await answer.json() if method == "GET" else None
        except (aiohttp.ClientError, TimeoutError, OSError) as lost:
            raise Unavailable from lost


@asynccontextmanager
async def broker_api(url: str) -> AsyncIterator[BrokerApi]:
    """Lend the API; raises Unavailable where the broker's address is not set."""
    if not url:
        raise Unavailable
    at = URL(url)
    basic = aiohttp.encode_basic_auth(at.user or "", at.password or "")
    headers = {"Authorization": basic}
    async with aiohttp.ClientSession(headers=headers, timeout=TIMEOUT) as session:
        yield BrokerApi(session, str(at.with_user(None)))


async def cut_soon(api: BrokerApi, one: Langganan, pauses: Sequence[float] = (0, 1, 2)) -> None:
    """Close connections more than once: the API hears of a new one with a delay."""
    for pause in pauses:
        await asyncio.sleep(pause)
        await api.cut(one)
