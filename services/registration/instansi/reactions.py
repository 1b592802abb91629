"""An office says what it calls its areas."""

from __future__ import annotations

from services.registration.instansi import queries
from shared.bus.reaction import Reactions
from shared.db import Connection
from shared.events.identity import InstansiChanged


async def on_instansi_changed(conn: Connection, event: InstansiChanged) -> None:
    """Call its areas so from now on."""
    await queries.upsert_instansi(conn, event)


REACTIONS: Reactions = {InstansiChanged: on_instansi_changed}
