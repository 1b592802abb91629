"""A door: method, path, handler, and who may enter."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from aiohttp import web
from pydantic import BaseModel

from shared.policy import Allow

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Route:
    """One route. The last five fields describe an API route for the OpenAPI document.

    `refusal`: how it refuses, where that is not as everywhere.
    """

    method: str
    path: str
    handler: Handler
    allow: Allow
    summary: str = ""
    body: type[BaseModel] | None = None
    answer: type[BaseModel] | None = None
    refusal: type[BaseModel] | None = None
    status: int = 200

    @property
    def is_api(self) -> bool:
        """Tell whether the route speaks JSON."""
        return self.path.startswith("/api/")
