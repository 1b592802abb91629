"""Stays are extended, end and are corrected; the office of origin sees it."""

from __future__ import annotations

from collections.abc import Sequence

from services.verification.asal.actions import correct_tinggal, move_tinggal
from services.verification.asal.models import Masa
from shared.bus.reaction import Reactions, in_batches
from shared.db import Connection
from shared.events.domisili import (
    DomisiliCorrected,
    DomisiliEnded,
    DomisiliEvent,
    DomisiliExtended,
)


@in_batches
async def on_domisili_extended(conn: Connection, events: Sequence[DomisiliExtended]) -> None:
    """Let who is still in the stays remain until the new end."""
    await move_tinggal(conn, [one for event in events for one in _masa_of(event)])


@in_batches
async def on_domisili_ended(conn: Connection, events: Sequence[DomisiliEnded]) -> None:
    """Note who left, when and why."""
    await move_tinggal(
        conn,
        [
            Masa(
                event.aggregate_id, orang_id, None, event.tanggal_selesai, event.sebab,
                event.version,
            )
            for event in events
            for orang_id in event.orang_ids
        ],
    )  # fmt: skip


async def on_domisili_corrected(conn: Connection, event: DomisiliCorrected) -> None:
    """Take over the times as the ledger has them now."""
    await correct_tinggal(conn, event.aggregate_id, _masa_of(event), event.version)


def _masa_of(event: DomisiliEvent) -> list[Masa]:
    return [
        Masa(
            event.aggregate_id, one.orang_id, one.tanggal_mulai, one.tanggal_selesai, None,
            event.version,
        )
        for one in event.masa
    ]  # fmt: skip


REACTIONS: Reactions = {
    DomisiliExtended: on_domisili_extended,
    DomisiliEnded: on_domisili_ended,
    DomisiliCorrected: on_domisili_corrected,
}
