"""What identity hears of looks and changes elsewhere."""

from __future__ import annotations

from services.identity.jejak import actions
from shared.bus.reaction import Reactions
from shared.db import Connection
from shared.events import registration, verification
from shared.events.jejak import JejakEvent


async def on_jejak_added(conn: Connection, event: JejakEvent) -> None:
    """Keep a step that another service noted."""
    await actions.note_heard(conn, event)


REACTIONS: Reactions = {
    registration.JejakAdded: on_jejak_added,
    verification.JejakAdded: on_jejak_added,
}
