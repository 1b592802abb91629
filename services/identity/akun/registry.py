"""The port to the population registry, and its HTTP adapter."""

from __future__ import annotations

from typing import Literal

import aiohttp
import structlog
from pydantic import ValidationError

from services.identity.akun.models import Penduduk

log = structlog.get_logger()

UNREACHABLE: Literal["unreachable"] = "unreachable"
Found = Penduduk | None | Literal["unreachable"]


async def find_penduduk(url: str, seconds: float, nik: str) -> Found:
    """Return the person of a NIK, None if the registry knows none, or UNREACHABLE.

    The NIK travels in the body, never in an address. Nothing is retried: an officer waits.
    """
    timeout = aiohttp.ClientTimeout(total=seconds)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.post(f"{url}/penduduk/cocok", json={"nik": nik}) as answer,
        ):
            if answer.status in {404, 422}:
                return None
            answer.raise_for_status()
            return Penduduk.model_validate_json(await answer.read())
    except (aiohttp.ClientError, TimeoutError, ValidationError) as lost:
        log.warning("registry.unreachable", reason=type(lost).__name__)
        return UNREACHABLE
