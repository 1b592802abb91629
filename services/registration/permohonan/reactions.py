"""What registration hears from the office's queue."""

from __future__ import annotations

from collections.abc import Sequence

from services.registration.kasus.putusan import close_kasus
from services.registration.langkah.actions import note_chains
from services.registration.perbaikan import actions as perbaikan
from services.registration.permohonan import actions, queries, rules
from shared.bus.reaction import Reactions, in_batches
from shared.db import Connection
from shared.events.verification import KeputusanMade, TugasClaimed, TugasOpened

OURS = "permohonan"
KASUS = "kasus"


@in_batches
async def on_tugas_opened(conn: Connection, events: Sequence[TugasOpened]) -> None:
    """Keep by when answers are promised, and which levels are asked first."""
    await note_chains(conn, events)
    ours = [
        (e.subjek_id, e.tenggat, e.subjek_version or e.version) for e in events if e.subjek == OURS
    ]
    if ours:
        await queries.set_tenggat(conn, ours)


@in_batches
async def on_tugas_claimed(conn: Connection, events: Sequence[TugasClaimed]) -> None:
    """Show that officers are looking at them."""
    ours = [(e.subjek_id, e.claimed_at, e.subjek_version) for e in events if e.subjek == OURS]
    if ours:
        await queries.set_claimed(conn, ours)


async def on_keputusan_made(conn: Connection, event: KeputusanMade) -> None:
    """Make the officer's decision so; one that comes after a cancellation changes nothing."""
    if event.subjek == KASUS:
        await close_kasus(
            conn, event.subjek_id, event.kode_kantor, event.alasan, event.decided_at,
            is_double=event.keputusan == "rejected",
        )  # fmt: skip
    if event.subjek != OURS:
        return
    if event.keputusan == "approved":
        await actions.approve_permohonan(conn, event.subjek_id, event.decided_at)
        return
    alasan = rules.alasan_tampil(event.alasan, event.pribadi.catatan if event.pribadi else "")
    bidang = rules.bidang_of(event.alasan, event.bidang)
    if event.keputusan == "returned":
        await perbaikan.return_permohonan(conn, event, alasan, bidang)
        return
    await actions.reject_permohonan(conn, event.subjek_id, event.decided_at, alasan, bidang)


REACTIONS: Reactions = {
    TugasOpened: on_tugas_opened,
    TugasClaimed: on_tugas_claimed,
    KeputusanMade: on_keputusan_made,
}
