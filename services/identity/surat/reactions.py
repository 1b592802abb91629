"""What goes up in an office's queue: its superiors get a letter, one for all that came at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from services.identity.surat.actions import write_to
from shared.bus.reaction import Reactions, in_batches
from shared.db import Connection
from shared.events.verification import TugasEscalated, TugasReferred
from shared.policy import KEPALA_DINAS, SUPERVISOR


@in_batches
async def on_tugas_escalated(conn: Connection, events: Sequence[TugasEscalated]) -> None:
    """Write to the officers of the level that tugas went up to."""
    nomor: dict[tuple[str, str], list[str]] = defaultdict(list)
    for event in events:
        nomor[event.kode_kantor, event.tingkat].append(event.nomor)
    for (kode_kantor, tingkat), which in nomor.items():
        await write_to(conn, "eskalasi", kode_kantor, (tingkat,), which)


@in_batches
async def on_tugas_referred(conn: Connection, events: Sequence[TugasReferred]) -> None:
    """Write to the superiors before whom tugas were put."""
    nomor: dict[str, list[str]] = defaultdict(list)
    for event in events:
        nomor[event.kode_kantor].append(event.nomor)
    for kode_kantor, which in nomor.items():
        await write_to(conn, "pengajuan", kode_kantor, (SUPERVISOR, KEPALA_DINAS), which)


REACTIONS: Reactions = {
    TugasEscalated: on_tugas_escalated,
    TugasReferred: on_tugas_referred,
}
