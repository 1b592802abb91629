"""The port to the population registry, and its HTTP adapter.

A question is asked at most twice within its time; a registry that fails again and again is left
alone for a while, so that officers need not wait for it.
"""

from __future__ import annotations

import asyncio
import random
import time
from functools import cache
from typing import Literal, Protocol

import aiohttp
import structlog
from pydantic import ValidationError

from services.identity.akun.breaker import Breaker
from services.identity.akun.models import Penduduk

log = structlog.get_logger()

UNREACHABLE: Literal["unreachable"] = "unreachable"
Found = Penduduk | None | Literal["unreachable"]
Foto = bytes | None | Literal["unreachable"]

FIRST_SHARE = 0.6
"""Of the whole time, what the first try may take."""
JITTER = (0.05, 0.15)
MOST_BYTES = 2 * 1024 * 1024
UNKNOWN = frozenset({404, 422})


class RegistrySettings(Protocol):
    """What the adapter needs of the service's settings."""

    @property
    def registry_url(self) -> str:
        """Return where the registry is."""

    @property
    def registry_seconds(self) -> float:
        """Return how long a question may take, its repeat included."""

    @property
    def registry_failures(self) -> int:
        """Return how many failures in a row open the breaker."""

    @property
    def registry_rest_seconds(self) -> float:
        """Return how long it stays open."""


async def find_penduduk(settings: RegistrySettings, nik: str) -> Found:
    """Return the person of a NIK, None if the registry knows none, or UNREACHABLE.

    The NIK travels in the body, never in an address.
    """
    raw = await _ask(settings, "/penduduk/cocok", nik)
    if raw is None or raw == UNREACHABLE:
        return raw
    try:
        return Penduduk.model_validate_json(raw)
    except ValidationError as odd:
        log.warning("registry.unreachable", reason=type(odd).__name__)
        return UNREACHABLE


async def find_foto(settings: RegistrySettings, nik: str) -> Foto:
    """Return the KTP-el photo of a NIK as it came, None if there is none, or UNREACHABLE."""
    return await _ask(settings, "/penduduk/foto", nik)


@cache
def breaker_of(url: str, failures: int, seconds: float) -> Breaker:
    """Return this process's breaker of a registry."""
    return Breaker(failures, seconds)


async def _ask(
    settings: RegistrySettings, path: str, nik: str
) -> bytes | Literal["unreachable"] | None:
    url = settings.registry_url
    breaker = breaker_of(url, settings.registry_failures, settings.registry_rest_seconds)
    if not breaker.may_ask():
        log.warning("registry.unreachable", reason="breaker open")
        return UNREACHABLE
    try:
        answer = await _ask_twice(f"{url}{path}", nik, settings.registry_seconds)
    except (aiohttp.ClientError, TimeoutError) as lost:
        breaker.failed()
        log.warning("registry.unreachable", reason=type(lost).__name__, breaker=breaker.state)
        return UNREACHABLE
    breaker.succeeded()
    return answer


async def _ask_twice(address: str, nik: str, seconds: float) -> bytes | None:
    """Ask, and once more if that fails in time; the question changes nothing over there."""
    until = time.monotonic() + seconds
    async with aiohttp.ClientSession() as session:
        try:
            return await _post(session, address, nik, seconds * FIRST_SHARE)
        except (aiohttp.ClientError, TimeoutError) as lost:
            if isinstance(lost, aiohttp.ClientResponseError) and lost.status < 500:
                raise
            # Not for secrecy: those who failed together shall not come back together.
            await asyncio.sleep(random.uniform(*JITTER))  # noqa: S311
            left = until - time.monotonic()
            if left <= 0:
                raise
            return await _post(session, address, nik, left)


async def _post(
    session: aiohttp.ClientSession, address: str, nik: str, seconds: float
) -> bytes | None:
    timeout = aiohttp.ClientTimeout(total=seconds)
    async with session.post(
        address, json={"nik": nik}, timeout=timeout, allow_redirects=False
    ) as answer:
        if answer.status in UNKNOWN:
            return None
        answer.raise_for_status()
        raw = await answer.content.read(MOST_BYTES + 1)
        while len(raw) <= MOST_BYTES and (more := await answer.content.read(MOST_BYTES)):
            raw += more
        if len(raw) > MOST_BYTES:
            raise aiohttp.ClientPayloadError("too long")
        return raw
