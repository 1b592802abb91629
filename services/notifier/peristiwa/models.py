"""Shapes of a public event on its way out."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Peristiwa:
    """One public event; `nomor` grows in the order in which it was carried over."""

    nomor: int
    event_id: UUID
    type: str
    routing_key: str
    subjek: str
    body: bytes


@dataclass(frozen=True)
class PeristiwaBaru:
    """One public event that came in."""

    event_id: UUID
    type: str
    routing_key: str
    subjek: str
    body: bytes
