"""What moves the picture of who stays where."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from services.verification.asal import queries
from services.verification.asal.models import Masa
from shared.bus.reaction import Retry
from shared.db import Connection
from shared.events.domisili import DomisiliOpened


async def open_tinggal(conn: Connection, events: Sequence[DomisiliOpened]) -> None:
    """Keep everyone in the stays with their planned end."""
    await queries.insert_tinggal(conn, events)


async def check_known(conn: Connection, domisili_ids: Collection[UUID]) -> None:
    """Raise Retry while one of the stays was not heard of yet."""
    wanted = set(domisili_ids)
    missing = len(wanted) - await queries.count_known(conn, wanted)
    if missing:
        raise Retry(f"{missing} stays not heard of yet")


async def move_tinggal(conn: Connection, masa: Sequence[Masa]) -> None:
    """Set everyone's time as told; raises Retry while a stay was not heard of yet."""
    if masa:
        await check_known(conn, [one.domisili_id for one in masa])
        await queries.set_masa(conn, masa)


async def correct_tinggal(
    conn: Connection, domisili_id: UUID, masa: Sequence[Masa], version: int
) -> None:
    """Take over who stays, and from when until when; who is not in `masa` never stayed."""
    await check_known(conn, [domisili_id])
    await move_tinggal(conn, masa)
    await queries.set_taken_out(conn, {domisili_id: version}, [one.orang_id for one in masa])
