"""What is heard of somebody who was forgotten."""

from __future__ import annotations

from services.registration.penghapusan import queries
from shared.bus.reaction import Reactions
from shared.db import Connection
from shared.events.identity import AkunErased


async def on_akun_erased(conn: Connection, event: AkunErased) -> None:
    """Forget key and data of the person; what is counted stays, without a name."""
    await queries.forget_pemohon(conn, event.aggregate_id, event.kode_wilayah_asal, event.version)


REACTIONS: Reactions = {AkunErased: on_akun_erased}
