"""Stays begin, change and end; the counts follow."""

from __future__ import annotations

from collections.abc import Sequence

from services.reporting.domisili import queries
from services.reporting.domisili.actions import take_in
from shared.bus.reaction import Reactions, in_batches
from shared.db import Connection
from shared.events.domisili import (
    DomisiliCorrected,
    DomisiliEnded,
    DomisiliExtended,
    DomisiliOpened,
)
from shared.events.registration import PermohonanApproved


@in_batches
async def on_domisili_opened(conn: Connection, events: Sequence[DomisiliOpened]) -> None:
    """Count everyone in the stays for the times that are known."""
    await take_in(conn, events)


@in_batches
async def on_domisili_extended(conn: Connection, events: Sequence[DomisiliExtended]) -> None:
    """Count who is still there until the new end."""
    await take_in(conn, events)


@in_batches
async def on_domisili_ended(conn: Connection, events: Sequence[DomisiliEnded]) -> None:
    """Count the named persons no longer; comes back later if their stay was not heard of yet."""
    await take_in(conn, events)


@in_batches
async def on_domisili_corrected(conn: Connection, events: Sequence[DomisiliCorrected]) -> None:
    """Count by the corrected ledger, past days too."""
    await take_in(conn, events)


@in_batches
async def on_permohonan_approved(conn: Connection, events: Sequence[PermohonanApproved]) -> None:
    """Keep the number by which officers find the stay."""
    known = {event.aggregate_id: event.nobukti for event in events}
    await queries.set_nobukti(conn, list(known.items()))


REACTIONS: Reactions = {
    DomisiliOpened: on_domisili_opened,
    DomisiliExtended: on_domisili_extended,
    DomisiliEnded: on_domisili_ended,
    DomisiliCorrected: on_domisili_corrected,
    PermohonanApproved: on_permohonan_approved,
}
