"""What verification tells of the levels that check a permohonan."""

from __future__ import annotations

from collections.abc import Sequence

from services.registration.langkah import queries
from shared.bus.reaction import Reactions, in_batches
from shared.db import Connection
from shared.events.verification import TugasPassed


@in_batches
async def on_tugas_passed(conn: Connection, events: Sequence[TugasPassed]) -> None:
    """Keep where permohonan wait from now on; they may be heard in any order."""
    await queries.insert_langkah(
        conn,
        [(e.subjek_id, e.subjek_version, e.version, e.jenjang, (), e.passed_at) for e in events],
    )


REACTIONS: Reactions = {TugasPassed: on_tugas_passed}
