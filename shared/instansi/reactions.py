"""An office says how it signs and when it is open."""

from __future__ import annotations

from shared.bus.reaction import Reactions
from shared.db import Connection
from shared.events.identity import InstansiChanged
from shared.instansi import queries


async def on_instansi_changed(conn: Connection, event: InstansiChanged) -> None:
    """Know the office by its newest word from now on."""
    await queries.upsert_instansi(conn, event)


REACTIONS: Reactions = {InstansiChanged: on_instansi_changed}
