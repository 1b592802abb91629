"""What identity hears of stays: until when the law holds on to a person's data."""

from __future__ import annotations

from services.identity.privasi import queries
from shared.bus.reaction import Reactions
from shared.db import Connection
from shared.events.domisili import DomisiliOpened


async def on_domisili_opened(conn: Connection, event: DomisiliOpened) -> None:
    """Note until when the stay lasts."""
    await queries.set_masa_tinggal(conn, event.permohonan_id, event.tanggal_berakhir, event.version)


REACTIONS: Reactions = {DomisiliOpened: on_domisili_opened}
