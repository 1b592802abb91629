"""What is heard of somebody who was forgotten."""

from __future__ import annotations

from services.notifier.penghapusan import queries
from shared.bus.reaction import Reactions
from shared.db import Connection
from shared.events.identity import AkunErased


async def on_akun_erased(conn: Connection, event: AkunErased) -> None:
    """Forget where the person is reached, with letters and notices."""
    await queries.forget_kontak(conn, event.aggregate_id, event.version)


REACTIONS: Reactions = {AkunErased: on_akun_erased}
