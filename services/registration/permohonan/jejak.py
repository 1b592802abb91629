"""Noting an officer's look at a permohonan, here and in the person's own trail."""

from __future__ import annotations

from services.registration.permohonan import queries
from services.registration.permohonan.models import PermohonanRow
from shared import clock
from shared.bus import outbox
from shared.db import Connection
from shared.events.registration import JejakAdded
from shared.ids import uuid7
from shared.sesi.token import Principal

MAKSUD = "pemeriksaan permohonan"


async def note_look(
    conn: Connection,
    row: PermohonanRow,
    who: Principal,
    yang_dilihat: str,
    tindakan: str = "lihat_permohonan",
) -> None:
    """Write the look down in the transaction that shows the data, and tell it to identity."""
    await queries.insert_jejak(conn, row, who, yang_dilihat)
    event = JejakAdded(
        aggregate_id=uuid7(), version=1, akun_id=row.akun_id, petugas_id=who.id, peran=who.peran,
        wilayah=who.wilayah, tindakan=tindakan, maksud=MAKSUD, at=clock.now(),
        kode_wilayah_tujuan=row.kode_wilayah_tujuan, kode_wilayah_asal=row.kode_wilayah_asal,
    )  # fmt: skip
    await outbox.emit(conn, event)
