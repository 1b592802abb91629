"""The one way into the ledger: add, recount, return what follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from services.registration.domisili import pengingat, queries, queries_catatan
from services.registration.domisili.models import Catatan, DomisiliRow, Tinggal
from shared import clock
from shared.bus import outbox
from shared.db import Connection
from shared.events.envelope import Event

TICK = timedelta(microseconds=1)


async def lock_tinggal(conn: Connection, permohonan_id: UUID) -> Tinggal:
    """Return the stay of a permohonan and hold it until the transaction ends; raises NotFound."""
    stay = await queries.lock_domisili(conn, permohonan_id)
    return (await with_masa(conn, [stay]))[0]


async def find_tinggal(conn: Connection, permohonan_id: UUID) -> Tinggal | None:
    """Return the stay of a permohonan, or None."""
    stay = await queries.find_domisili(conn, permohonan_id)
    return (await with_masa(conn, [stay]))[0] if stay else None


async def with_masa(conn: Connection, stays: Sequence[DomisiliRow]) -> list[Tinggal]:
    """Return the stays with everyone's time in them, in the same order."""
    every = await queries.list_masa(conn, [stay.id for stay in stays])
    return [
        Tinggal(stay, tuple(one for one in every if one.domisili_id == stay.id)) for stay in stays
    ]


async def record(
    conn: Connection, stays: Sequence[DomisiliRow], catatan: Sequence[Catatan]
) -> list[Tinggal]:
    """Add one catatan to each of these stays, which are held, and return them as they are now."""
    # The ledger's time grows also where a clock does not.
    recorded_at = max([clock.now(), *(stay.recorded_at + TICK for stay in stays)])
    await queries_catatan.insert_catatan(conn, catatan, recorded_at)
    heads = await queries_catatan.recount(conn, [stay.id for stay in stays], recorded_at)
    return await with_masa(conn, heads)


async def tell(
    conn: Connection,
    before: Sequence[DomisiliRow],
    after: Sequence[Tinggal],
    events: Sequence[Event],
) -> None:
    """Tell what was recorded; the reminders follow.

    They are asked for anew when the end moved, and cancelled when nothing runs out any more.
    """
    await outbox.emit_all(conn, events)
    ends = {stay.id: stay.jatuh_tempo for stay in before}
    heads = [one.domisili for one in after]
    await pengingat.follow(conn, [head for head in heads if head.jatuh_tempo != ends[head.id]])
