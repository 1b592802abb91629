"""One call to an outside address, as careful as a stranger's address asks for."""

from __future__ import annotations

import asyncio
import socket
import time
from datetime import datetime
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from services.notifier.webhook import rules
from services.notifier.webhook.models import Hasil, Panggilan

WHOLE_TIMEOUT = 10.0
CONNECT_TIMEOUT = 5.0
AGENT = "penduduk-nonpermanen-webhook/1"


class NotReachable(OSError):
    """The name leads to an address that no webhook may have."""


class Cautious(AbstractResolver):
    """Resolves a name once per connection and gives out only addresses of the open Internet.

    The connection goes to exactly that address, so a name cannot change between check and call.
    """

    def __init__(self, may_be_local: bool) -> None:
        self._may_be_local = may_be_local

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses; raises NotReachable if one of them is not allowed."""
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM)
        if not all(rules.is_reachable(str(each[4][0]), self._may_be_local) for each in found):
            raise NotReachable("not of the open Internet")
        return [
            ResolveResult(
                hostname=host, host=str(each[4][0]), port=port, family=each[0], proto=each[2],
                flags=socket.AI_NUMERICHOST,
            )
            for each in found
        ]  # fmt: skip

    async def close(self) -> None:
        """Nothing is kept."""


class Pemanggil:
    """Calls addresses over connections of its own; no cookie, no redirect, no long answer."""

    def __init__(self, may_be_local: bool) -> None:
        self._may_be_local = may_be_local
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Pemanggil:
        connector = aiohttp.TCPConnector(
            resolver=Cautious(self._may_be_local), use_dns_cache=False, limit=200,
            limit_per_host=8, keepalive_timeout=5,
        )  # fmt: skip
        self._session = aiohttp.ClientSession(
            connector=connector, cookie_jar=aiohttp.DummyCookieJar(), trust_env=False,
            timeout=aiohttp.ClientTimeout(total=WHOLE_TIMEOUT, sock_connect=CONNECT_TIMEOUT),
        )  # fmt: skip
        return self

    async def __aexit__(self, *_: Any) -> None:
        if self._session:
            await self._session.close()

    async def call(
        self, url: str, secret: bytes, message_id: str, body: bytes, at: datetime
    ) -> Panggilan:
        """Post one signed message and say how it ended; never raises for the other side's fault."""
        assert self._session is not None
        began = time.monotonic()
        status: int | None = None
        reason = ""
        hasil = Hasil.FAILED
        headers = {
            **rules.sign(secret, message_id, at, body),
            "Content-Type": "application/cloudevents+json", "User-Agent": AGENT,
        }  # fmt: skip
        # An address in digits is never resolved, and settings may have changed since it was kept.
        if not rules.is_url(url, self._may_be_local):
            return Panggilan(Hasil.FAILED, None, "NotReachable", 0)
        try:
            async with self._session.post(
                url, data=body, headers=headers, allow_redirects=False
            ) as answer:
                status = answer.status
                hasil = rules.outcome_of(status)
                reason = "" if hasil is Hasil.DELIVERED else f"HTTP {status}"
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as lost:
            cause = getattr(lost, "os_error", None) or lost
            reason = type(cause).__name__
        return Panggilan(hasil, status, reason, round((time.monotonic() - began) * 1000))
