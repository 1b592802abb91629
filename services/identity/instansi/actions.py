"""Keeping an office up to date, and telling the others."""

from __future__ import annotations

from services.identity.instansi import queries
from services.identity.instansi.models import Instansi
from shared.bus import outbox
from shared.db import Connection
from shared.events.identity import InstansiChanged
from shared.ids import uuid7


async def save_instansi(conn: Connection, instansi: Instansi) -> bool:
    """Make the office so and tell it; False (and silence) if it is so already."""
    saved = await queries.save_instansi(conn, uuid7(), instansi)
    if saved is None:
        return False
    instansi_id, version = saved
    event = InstansiChanged(aggregate_id=instansi_id, version=version, **instansi.model_dump())
    await outbox.emit(conn, event)
    return True
