"""Registration tells what its ledger holds."""

from __future__ import annotations

from services.reporting.pencocokan.queries import set_buku
from shared.bus.reaction import Reactions
from shared.db import Connection
from shared.events.pencocokan import PencocokanTold


async def on_pencocokan_told(conn: Connection, event: PencocokanTold) -> None:
    """Keep the digests of a month to compare with."""
    await set_buku(conn, event.bulan, event.version, event.sidik_hari)


REACTIONS: Reactions = {PencocokanTold: on_pencocokan_told}
