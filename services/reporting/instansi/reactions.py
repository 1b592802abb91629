"""An office says how it signs."""

from __future__ import annotations

from services.reporting.instansi import queries
from shared.bus.reaction import Reactions
from shared.db import Connection
from shared.events.identity import InstansiChanged


async def on_instansi_changed(conn: Connection, event: InstansiChanged) -> None:
    """Sign with the new head and by the new form pack from now on."""
    await queries.upsert_instansi(conn, event)


REACTIONS: Reactions = {InstansiChanged: on_instansi_changed}
