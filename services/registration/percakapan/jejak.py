"""Noting that an officer read or answered, here and in the person's own trail."""

from __future__ import annotations

from services.registration.percakapan import queries
from services.registration.percakapan.models import Percakapan
from shared import clock
from shared.bus import outbox
from shared.db import Connection
from shared.events.registration import JejakAdded
from shared.ids import uuid7
from shared.sesi.token import Principal

MAKSUD = "menjawab percakapan"


async def note_read(conn: Connection, p: Percakapan, who: Principal, what: str = "pesan") -> None:
    """Write the look down in the transaction that shows the texts, and tell it to identity."""
    await queries.insert_jejak(conn, p, who, what)
    await _tell(conn, p, who, "baca_percakapan")


async def note_written(conn: Connection, p: Percakapan, who: Principal) -> None:
    """Tell identity that an officer wrote, with what he wrote."""
    await _tell(conn, p, who, "jawab_percakapan")


async def _tell(conn: Connection, p: Percakapan, who: Principal, tindakan: str) -> None:
    event = JejakAdded(
        aggregate_id=uuid7(), version=1, akun_id=p.akun_id, petugas_id=who.id, peran=who.peran,
        wilayah=who.wilayah, tindakan=tindakan, maksud=MAKSUD, at=clock.now(),
        kode_wilayah_tujuan=p.kode_wilayah_tujuan, kode_wilayah_asal=p.kode_wilayah_asal,
    )  # fmt: skip
    await outbox.emit(conn, event)
