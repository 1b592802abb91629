"""An office says when it is open."""

from __future__ import annotations

from services.verification.instansi import queries
from shared.bus.reaction import Reactions
from shared.db import Connection
from shared.events.identity import InstansiChanged


async def on_instansi_changed(conn: Connection, event: InstansiChanged) -> None:
    """Count new deadlines in its hours from now on; what was promised before stays promised."""
    await queries.upsert_instansi(conn, event)


REACTIONS: Reactions = {InstansiChanged: on_instansi_changed}
