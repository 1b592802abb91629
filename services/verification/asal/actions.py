"""What moves the picture of who stays where."""

from __future__ import annotations

from collections.abc import Sequence

from services.verification.asal import queries
from services.verification.asal.models import Masa
from shared.bus.reaction import Retry
from shared.db import Connection
from shared.events.domisili import DomisiliOpened


async def open_tinggal(conn: Connection, events: Sequence[DomisiliOpened]) -> None:
    """Keep everyone in the stays with their planned end."""
    await queries.insert_tinggal(conn, events)


async def move_tinggal(conn: Connection, masa: Sequence[Masa]) -> None:
    """Set everyone's time as told; raises Retry while a stay was not heard of yet."""
    if not masa:
        return
    missing = len({one.orang_id for one in masa}) - await queries.count_known(conn, masa)
    if missing:
        raise Retry(f"{missing} persons not heard of yet")
    await queries.set_masa(conn, masa)
