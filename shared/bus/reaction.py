"""What a service does when it hears an event: the table of a room's `reactions.py`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

from shared.bus.errors import Retry
from shared.db import Connection
from shared.events.envelope import Event

__all__ = ["BatchReaction", "Reaction", "Reactions", "Retry", "in_batches", "takes_batches"]

Reaction: TypeAlias = Callable[[Connection, Any], Awaitable[None]]
BatchReaction: TypeAlias = Callable[[Connection, Sequence[Any]], Awaitable[None]]
Reactions: TypeAlias = Mapping[type[Event], "Reaction | BatchReaction"]

_Batched = TypeVar("_Batched", bound=BatchReaction)


def in_batches(reaction: _Batched) -> _Batched:
    """Mark a reaction that takes a list of events, in order, instead of one.

    Neighbouring events whose types name the same function come in one call; after a failure they
    come in lists of one.
    """
    reaction.__dict__["in_batches"] = True
    return reaction


def takes_batches(reaction: object) -> bool:
    """Say whether `reaction` was marked with `in_batches`."""
    return bool(getattr(reaction, "in_batches", False))
