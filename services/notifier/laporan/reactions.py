"""A recap moves between levels; for now it is only noted in the log."""

from __future__ import annotations

import structlog

from shared.bus.reaction import Reactions
from shared.db import Connection
from shared.events.envelope import Event
from shared.events.reporting import (
    PengingatCancelled,
    PengingatRequested,
    RekapAccepted,
    RekapReturned,
    RekapRevised,
    RekapSent,
    RekapSigned,
)

log = structlog.get_logger()


async def on_rekap_signed(conn: Connection, event: RekapSigned) -> None:
    """Note that a level's recap was signed."""
    _note(event)


async def on_rekap_sent(conn: Connection, event: RekapSent) -> None:
    """Note that a level's recap went up."""
    _note(event)


async def on_rekap_returned(conn: Connection, event: RekapReturned) -> None:
    """Note that a recap came back."""
    _note(event)


async def on_rekap_accepted(conn: Connection, event: RekapAccepted) -> None:
    """Note that a recap was taken in."""
    _note(event)


async def on_rekap_revised(conn: Connection, event: RekapRevised) -> None:
    """Note that a recap is prepared anew."""
    _note(event)


async def on_pengingat_requested(conn: Connection, event: PengingatRequested) -> None:
    """Note that a recap will be due."""
    _note(event)


async def on_pengingat_cancelled(conn: Connection, event: PengingatCancelled) -> None:
    """Note that nobody needs to be reminded."""
    _note(event)


def _note(event: Event) -> None:
    log.info("laporan.heard", type=event.type_name(), aggregate_id=str(event.aggregate_id))


REACTIONS: Reactions = {
    RekapSigned: on_rekap_signed,
    RekapSent: on_rekap_sent,
    RekapReturned: on_rekap_returned,
    RekapAccepted: on_rekap_accepted,
    RekapRevised: on_rekap_revised,
    PengingatRequested: on_pengingat_requested,
    PengingatCancelled: on_pengingat_cancelled,
}
