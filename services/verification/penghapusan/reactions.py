"""What is heard of somebody who was forgotten."""

from __future__ import annotations

from services.verification.antrean import queries as antrean
from services.verification.penghapusan import queries
from shared.bus.reaction import Reactions
from shared.db import Connection
from shared.events.identity import AkunErased


async def on_akun_erased(conn: Connection, event: AkunErased) -> None:
    """Forget names and notes in tugas and in the books; late news brings none back."""
    await antrean.hear(conn, "akun", [(event.aggregate_id, event.version)], "erased")
    await queries.forget_tugas(conn, event.aggregate_id)
    await queries.forget_pengajuan(conn, event.aggregate_id)
    await queries.forget_baris(conn, event.aggregate_id)


REACTIONS: Reactions = {AkunErased: on_akun_erased}
