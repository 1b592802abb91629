"""The shape of a reaction, and how it says "not yet"."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from shared.db import Connection
from shared.events.envelope import Event

Reaction: TypeAlias = Callable[[Connection, Any], Awaitable[None]]
Reactions: TypeAlias = Mapping[type[Event], Reaction]


class Retry(Exception):
    """What this event builds on is not here yet; the message is tried again after a while."""
