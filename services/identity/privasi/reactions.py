"""What identity hears of stays: until when the law holds on to a person's data."""

from __future__ import annotations

from datetime import date

from services.identity.privasi import queries
from shared.bus.reaction import Reactions
from shared.db import Connection
from shared.events.domisili import (
    DomisiliCorrected,
    DomisiliEnded,
    DomisiliEvent,
    DomisiliExtended,
    DomisiliOpened,
)


async def on_domisili_opened(conn: Connection, event: DomisiliOpened) -> None:
    """Note until when the stay lasts."""
    await queries.set_masa_tinggal(conn, event.permohonan_id, event.tanggal_berakhir, event.version)


async def on_domisili_extended(conn: Connection, event: DomisiliExtended) -> None:
    """Note that the stay lasts longer."""
    await _note_end(conn, event, event.tanggal_berakhir)


async def on_domisili_ended(conn: Connection, event: DomisiliEnded) -> None:
    """Note until when the last of the stay remains."""
    await _note_end(conn, event, event.tanggal_selesai)


async def on_domisili_corrected(conn: Connection, event: DomisiliCorrected) -> None:
    """Note what the correction says; a stay with nobody left ended with it."""
    await _note_end(conn, event, event.corrected_at.date())


async def _note_end(conn: Connection, event: DomisiliEvent, otherwise: date) -> None:
    end = max((one.tanggal_selesai for one in event.masa), default=otherwise)
    await queries.set_masa_tinggal(conn, event.permohonan_id, end, event.version)


REACTIONS: Reactions = {
    DomisiliOpened: on_domisili_opened,
    DomisiliExtended: on_domisili_extended,
    DomisiliEnded: on_domisili_ended,
    DomisiliCorrected: on_domisili_corrected,
}
