"""Every service hears which sessions count no longer."""

from __future__ import annotations

from shared.bus.reaction import Reactions
from shared.db import Connection
from shared.events.identity import SesiRevoked
from shared.sesi import queries


async def on_sesi_revoked(conn: Connection, event: SesiRevoked) -> None:
    """Refuse the session from now on."""
    await queries.insert_revoked(conn, event.aggregate_id, event.berlaku_sampai)


REACTIONS: Reactions = {SesiRevoked: on_sesi_revoked}
